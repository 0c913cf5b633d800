#!/bin/sh
# SPDX-License-Identifier: MIT
# What is installed works from outside: a C program through pkg-config, static and shared, C++ can
# read the header, the manual page and the completions are well-formed, no internal name is exported.
. "$(dirname "$0")/lib.sh"
check "install" cmake --install "$BUILD" --prefix "$tmp/root" >/dev/null
libdir=$(dirname "$(find "$tmp/root" -name 'liboctavo.so' | head -n 1)")
export PKG_CONFIG_PATH="$libdir/pkgconfig" LD_LIBRARY_PATH="$libdir"
post "$tmp/blog/a.md" "A post" 2024-01-01 "Text."

# shellcheck disable=SC2046
check "a program against the shared library" cc -Wall -Wextra -Werror -std=c11 -o "$tmp/shared" \
	"$ROOT/tests/consumer.c" $(PKG_CONFIG_SYSROOT_DIR='' pkg-config --cflags --libs octavo)
check "it makes a book" "$tmp/shared" "$tmp/blog" "$tmp/book.epub"
check "the book is there" unzip -tq "$tmp/book.epub"
# shellcheck disable=SC2046
check "a program against the static library" cc -std=c11 -o "$tmp/static" "$ROOT/tests/consumer.c" \
	-I"$tmp/root/include" "$libdir/liboctavo.a" \
	$(pkg-config --libs --static octavo | sed 's/-loctavo//')
check "it makes a book too" "$tmp/static" "$tmp/blog" "$tmp/book2.epub"
check "the same book" cmp "$tmp/book.epub" "$tmp/book2.epub"
echo '#include <octavo.h>
int main() { return octavo_version() == nullptr; }' >"$tmp/a.cpp"
check "C++ reads the header" c++ -I"$tmp/root/include" -fsyntax-only "$tmp/a.cpp"

exported=$(nm -D --defined-only "$libdir/liboctavo.so" | awk '{print $3}' | grep -v '^octavo_')
check "exported without octavo_: $exported" [ -z "$exported" ]

check "the manual page" sh -c "mandoc -T lint -W warning '$tmp/root/share/man/man1/octavo.1'"
check "bash reads its completion" bash -n "$tmp/root/share/bash-completion/completions/octavo"
check "zsh reads its completion" zsh -n "$tmp/root/share/zsh/site-functions/_octavo"
check "fish reads its completion" fish -n "$tmp/root/share/fish/vendor_completions.d/octavo.fish"
completed=$(bash -c ". '$tmp/root/share/bash-completion/completions/octavo'
	COMP_WORDS=(octavo --order t) COMP_CWORD=2; _octavo; echo \"\${COMPREPLY[*]}\"")
check "bash completes --order t to '$completed'" [ "$completed" = title ]
finish
