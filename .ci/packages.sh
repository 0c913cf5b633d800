# SPDX-License-Identifier: MIT
# Sourced by samples/make.sh and tests/run.sh: installs the Debian packages they need.
#
#   need COMMAND-OR-FILE PACKAGE [COMMAND-OR-FILE PACKAGE ...]
#
# installs those packages whose command or file is not there. Asks sudo when not root. A package
# that cannot be installed ends the script with a message: nothing is skipped.

have() {
	case $1 in
	/*) [ -e "$1" ] ;;
	*.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
	*.h) echo "#include <$1>" | cc -E - >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

missing() {
	while [ $# -gt 1 ]; do
		have "$1" || printf '%s ' "$2"
		shift 2
	done
}

need() {
	packages=$(missing "$@")
	[ -n "$packages" ] || return 0
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "missing: $packages" >&2
		echo "this script installs Debian packages; install these by hand and run it again" >&2
		exit 3
	fi
	as_root=
	[ "$(id -u)" = 0 ] || as_root=sudo
	echo "installing: $packages"
	if [ -z "${octavo_apt_updated-}" ]; then
		$as_root apt-get update -qq || exit 3
		octavo_apt_updated=1
	fi
	# shellcheck disable=SC2086
	if ! $as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -qq --no-install-recommends $packages >/tmp/octavo-apt.log 2>&1; then
		tail -n 20 /tmp/octavo-apt.log >&2
		echo "could not install: $packages" >&2
		exit 3
	fi
	left=$(missing "$@")
	if [ -n "$left" ]; then
		echo "installed, but still not found: $left" >&2
		exit 3
	fi
}

need_to_build() {
	need cc gcc cmake cmake ninja ninja-build pkg-config pkg-config
	need libxml-2.0.pc libxml2-dev yaml-0.1.pc libyaml-dev icu-i18n.pc libicu-dev \
		vips.pc libvips-dev harfbuzz-subset.pc libharfbuzz-dev libzip.pc libzip-dev libdeflate.pc libdeflate-dev \
		libcurl.pc libcurl4-openssl-dev \
		cmark-gfm.h libcmark-gfm-dev cmark-gfm-core-extensions.h libcmark-gfm-extensions-dev
}
