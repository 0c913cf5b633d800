#!/bin/sh
# SPDX-License-Identifier: MIT
# Full disks and folders that cannot be written: a clean error, and the earlier book stays.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
i=0
while [ $i -lt 60 ]; do
	post "blog/$i.md" "Post $i" 2024-01-01 "$(head -c 3000 /dev/urandom | od -An -tx1)"
	i=$((i + 1))
done
run 0 build blog -o whole.epub --no-cover
size=$(wc -c <whole.epub)

# keeps FOLDER: the last run has left there the earlier book and nothing else
keeps() {
	check "$1: the earlier book is untouched" [ "$(cat "$1/book.epub")" = earlier ]
	check "$1: no temporary file is left" [ "$(ls -A "$1")" = book.epub ]
}

# A limit on the size of files stands for a disk that is full after so many blocks of 512 bytes.
mkdir limited
echo earlier >limited/book.epub
for part in 0 1 2 3 4 5 6 7; do
	blocks=$((size / 512 * part / 8))
	checks=$((checks + 1))
	(ulimit -f $blocks && exec "$OCTAVO" build blog -o limited/book.epub --no-cover) >out 2>err
	status=$?
	# the shell's own file of messages is under the limit too
	[ $status = 3 ] || fail "a limit of $blocks blocks: exit $status"
	keeps limited
done

# Real ones need a mount, and that needs root, or a namespace of one's own.
as_root() { sh -c "$1"; }
[ "$(id -u)" = 0 ] || as_root() { unshare -rm sh -c "$1"; }
if as_root "mkdir -p small && mount -t tmpfs -o size=4k none small" 2>/dev/null; then
	[ "$(id -u)" != 0 ] || umount small
	for kilobytes in 8 64 128; do
		as_root "mount -t tmpfs -o size=${kilobytes}k none small && echo earlier >small/book.epub
			'$OCTAVO' build blog -o small/book.epub --no-cover >out 2>err; echo \$? >status
			cat small/book.epub >after; ls -A small >names; umount small"
		check "a disk of $kilobytes kB: exit $(cat status)" [ "$(cat status)" = 3 ]
		says "[output-unwritable]"
		check "the full disk: the earlier book" [ "$(cat after)" = earlier ]
		check "the full disk: no temporary file" [ "$(cat names)" = book.epub ]
	done
	as_root "mount -t tmpfs none small && echo earlier >small/book.epub && mount -o remount,ro small
		'$OCTAVO' build blog -o small/book.epub --no-cover >out 2>err; echo \$? >status
		cat small/book.epub >after; ls -A small >names; umount small"
	check "a read-only disk: exit $(cat status)" [ "$(cat status)" = 3 ]
	says "[output-unwritable]"
	check "the read-only disk: the earlier book" [ "$(cat after)$(cat names)" = earlierbook.epub ]
fi

# A folder that nobody may write to; root may, so root becomes nobody here.
mkdir locked
echo earlier >locked/book.epub
chmod 555 locked
chmod 711 "$tmp"
if [ "$(id -u)" != 0 ]; then
	run 3 build blog -o locked/book.epub --no-cover
	says "[output-unwritable]"
elif command -v setpriv >/dev/null; then
	checks=$((checks + 1))
	setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent \
		"$OCTAVO" build blog -o locked/book.epub --no-cover >out 2>err
	[ $? = 3 ] || fail "a folder that cannot be written: $(cat err)"
	says "[output-unwritable]"
fi
keeps locked
finish
