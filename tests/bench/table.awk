# SPDX-License-Identifier: MIT
# From lines "PROGRAM POSTS CPU WALL MIB", sizes in order, to a table in Markdown. Growth is CPU a
# post over that of the size before: 1 is linear. Times are told in hundredths: of next to none no
# ratio is made.
function name(key) {
	return key == "floor" ? "the floor" : key == "octavo-1" ? "octavo" : \
		key == "octavo-2" ? "octavo, two jobs" : key
}
function seconds(s) { return sprintf(s < 10 ? "%.2f" : s < 100 ? "%.1f" : "%.0f", s) }
function commas(n) { return n >= 1000 ? int(n / 1000) "," sprintf("%03d", n % 1000) : n }
BEGIN {
	print "| posts | program | CPU s | wall s | peak MiB | CPU / the floor's | CPU ms a post | growth |"
	print "|--:|---|--:|--:|--:|--:|--:|--:|"
}
$1 == "floor" { floor = $3 }
{
	each = $3 / $2
	growth = (last[$1] > 0) ? sprintf("%.2f", each / last[$1]) : ""
	ratio = (floor >= 0.1) ? sprintf($3 / floor < 10 ? "%.1f" : "%.0f", $3 / floor) : ""
	printf "| %s | %s | %s | %s | %.0f | %s | %.2f | %s |\n", commas($2), name($1), seconds($3),
		seconds($4), $5, ratio, each * 1000, growth
	last[$1] = each
}
