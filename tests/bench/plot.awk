# SPDX-License-Identifier: MIT
# From lines "PROGRAM POSTS CPU WALL MIB" to an SVG: CPU seconds over posts, both axes logarithmic,
# one labelled line a program.
function x(posts) { return left + (log(posts) / ln10 - lowx) / (highx - lowx) * width }
function y(s) { return top + height - (log(s) / ln10 - lowy) / (highy - lowy) * height }
function floor10(v, e) { e = int(log(v) / ln10); return log(v) / ln10 < e ? e - 1 : e }
function commas(n) { return n >= 1000 ? int(n / 1000) "," sprintf("%03d", n % 1000) : n }
function text(px, py, anchor, more, s) {
	printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n", px, py, anchor, more, s
}
BEGIN {
	ln10 = log(10)
	left = 78; top = 58; width = 520; height = 340
	colour["floor"] = "#8a8a8a"; label["floor"] = "the floor"
	colour["octavo-1"] = "#b3261e"; label["octavo-1"] = "octavo"
	colour["pandoc"] = "#1f5fa8"; label["pandoc"] = "pandoc"
	colour["calibre"] = "#2e7d4f"; label["calibre"] = "calibre"
	nkeys = split("calibre pandoc octavo-1 floor", keys, " ")
	minx = miny = 1e99
}
$1 in label {
	v = $3 < 0.01 ? 0.01 : $3
	n[$1]++
	at[$1, n[$1]] = $2
	cpu[$1, n[$1]] = v
	if ($2 < minx) minx = $2
	if ($2 > maxx) maxx = $2
	if (v < miny) miny = v
	if (v > maxy) maxy = v
	if (!($2 in seen)) { seen[$2] = 1; size[++nsizes] = $2 }
}
END {
	lowx = log(minx) / ln10 - 0.12; highx = log(maxx) / ln10 + 0.08
	lowy = floor10(miny); highy = floor10(maxy) + 1
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 460\" width=\"720\" height=\"460\" " \
		"font-family=\"'Noto Sans', 'DejaVu Sans', Helvetica, Arial, sans-serif\" font-size=\"14\" fill=\"#333\">"
	print "<title>CPU seconds to make a book, by the number of posts</title>"
	print "<rect width=\"720\" height=\"460\" fill=\"#fff\"/>"
	text(left, 30, "start", " font-size=\"16\" font-weight=\"bold\"", "CPU seconds to make a book, by the number of posts")
	for (e = lowy; e <= highy; e++) {
		py = y(exp(e * ln10))
		printf "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>\n", left, py, left + width, py,
			e == lowy ? "#555" : "#ddd"
		text(left - 10, py + 5, "end", "", e < 0 ? sprintf("%." (-e) "f", exp(e * ln10)) : commas(int(exp(e * ln10) + 0.5)))
	}
	for (i = 1; i <= nsizes; i++) {
		px = x(size[i])
		printf "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>\n", px, top, px, top + height
		text(px, top + height + 22, "middle", "", commas(size[i]))
	}
	text(left + width / 2, top + height + 46, "middle", " fill=\"#666\"", "posts")
	text(left - 10, top - 12, "end", " fill=\"#666\"", "s")
	for (k = 1; k <= nkeys; k++) {
		key = keys[k]
		if (!n[key]) continue
		printf "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\" points=\"",
			colour[key], key == "octavo-1" ? "3" : "2"
		for (i = 1; i <= n[key]; i++) printf "%.1f,%.1f ", x(at[key, i]), y(cpu[key, i])
		print "\"/>"
		for (i = 1; i <= n[key]; i++)
			printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x(at[key, i]), y(cpu[key, i]), colour[key]
		i = n[key]
		text(x(at[key, i]) + 11, y(cpu[key, i]) + 5, "start", sprintf(" fill=\"%s\" font-weight=\"bold\"", colour[key]), label[key])
	}
	print "</svg>"
}
