# Writes OUT, a C file with the table oc_assets (book/asset.h): every file of ROOT/styles and
# ROOT/templates, in the order of their names.
file(GLOB files RELATIVE ${ROOT} ${ROOT}/styles/*.css ${ROOT}/templates/*.xhtml)
list(SORT files)
set(text "/* Made by src/book/embed.cmake; do not edit. */\n#include \"book/asset.h\"\n\n")
string(APPEND text "const struct oc_asset_row oc_assets[] = {\n")
foreach(name ${files})
  file(READ ${ROOT}/${name} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND text "{\"${name}\", (const unsigned char[]){${bytes}0}, ${size}},\n")
endforeach()
file(WRITE ${OUT} "${text}{0, 0, 0}};\n")
