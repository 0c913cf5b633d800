# Which tests there are. Every one is run by tests/run.sh; ctest -L LABEL runs one kind.
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
set(tests_dir ${PROJECT_SOURCE_DIR}/tests)

# tests/unit/LAYER_what.c is linked with LAYER and the layers below it; stages do not see one
# another. core_what.c sees everything.
set(below_base base)
set(below_book base book)
set(below_xhtml base book xhtml)
set(below_core ${layers} core)
foreach(stage collect render media epub)
  set(below_${stage} base book xhtml ${stage})
endforeach()
file(GLOB units CONFIGURE_DEPENDS ${tests_dir}/unit/*.c)
foreach(unit ${units})
  get_filename_component(name ${unit} NAME_WE)
  string(REGEX MATCH "^[a-z]+" layer ${name})
  add_executable(unit_${name} ${unit})
  octavo_link(unit_${name} ${below_${layer}})
  target_link_libraries(unit_${name} PRIVATE PkgConfig::CMOCKA)
  target_compile_definitions(unit_${name} PRIVATE OCTAVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME unit/${name} COMMAND unit_${name})
  set_tests_properties(unit/${name} PROPERTIES LABELS "unit;sanitized" TIMEOUT 600
    ENVIRONMENT "LSAN_OPTIONS=suppressions=${tests_dir}/lsan.supp:print_suppressions=0")
endforeach()

# tests/fuzz/NAME.c: a plain test over tests/fuzz/corpus/NAME, and with the preset "fuzz" a fuzzer
# too: build/fuzz/fuzz_NAME -max_len=4096 NEW-FOLDER tests/fuzz/corpus/NAME, for some of them with
# -dict=tests/fuzz/dict/NAME.dict
file(GLOB fuzzes CONFIGURE_DEPENDS ${tests_dir}/fuzz/*.c)
list(FILTER fuzzes EXCLUDE REGEX "/(fuzz|replay)\\.c$")
foreach(fuzz ${fuzzes})
  get_filename_component(name ${fuzz} NAME_WE)
  add_executable(replay_${name} ${fuzz} ${tests_dir}/fuzz/fuzz.c ${tests_dir}/fuzz/replay.c)
  octavo_link(replay_${name} ${layers} core)
  add_test(NAME fuzz/${name} COMMAND replay_${name} ${tests_dir}/fuzz/corpus/${name})
  set_tests_properties(fuzz/${name} PROPERTIES LABELS "fuzz;sanitized" TIMEOUT 600)
  if(OCTAVO_SANITIZE MATCHES fuzzer)
    add_executable(fuzz_${name} ${fuzz} ${tests_dir}/fuzz/fuzz.c)
    octavo_link(fuzz_${name} ${layers} core)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  endif()
endforeach()

# Text is conserved (tests/unit/core_conserve.c): of our own blogs, and of the public ones.
file(GLOB own LIST_DIRECTORIES true ${PROJECT_SOURCE_DIR}/samples/*-* ${tests_dir}/books/*/in)
# Blogs made of site tags: what a tag stands for is not in the source, so their whole pages are
# expected in tests/books/CASE/want instead.
list(FILTER own EXCLUDE REGEX "/((tags|site)-[a-z-]+|mdx)/in$")
add_test(NAME conserve/own COMMAND unit_core_conserve ${own})
set(shared_dir ${PROJECT_SOURCE_DIR}/../shared)
add_test(NAME conserve/shared COMMAND unit_core_conserve ${shared_dir}/seeds
  ${shared_dir}/corpora/hexo-site ${shared_dir}/corpora/jekyll-onevcat
  ${shared_dir}/corpora/jekyll-karpathy ${shared_dir}/corpora/zola-rust
  ${shared_dir}/corpora/nextjs-overreacted)
set_tests_properties(conserve/own conserve/shared PROPERTIES LABELS "books;sanitized" TIMEOUT 1800
  SKIP_RETURN_CODE 77)

# octavo_script(NAME LABELS SCRIPT ARGUMENT...): a script of tests/, told where the program is.
# Exit 77 is a skip, and said so by ctest.
function(octavo_script name labels script)
  add_test(NAME ${name} COMMAND sh ${tests_dir}/${script} ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT 1800 SKIP_RETURN_CODE 77
    ENVIRONMENT "OCTAVO=$<TARGET_FILE:octavo>;BUILD=${PROJECT_BINARY_DIR};ROOT=${PROJECT_SOURCE_DIR};TSAN_OPTIONS=suppressions=${tests_dir}/tsan.supp;LSAN_OPTIONS=suppressions=${tests_dir}/lsan.supp:print_suppressions=0")
endfunction()

file(GLOB cases CONFIGURE_DEPENDS LIST_DIRECTORIES true ${tests_dir}/books/*)
foreach(case ${cases})
  get_filename_component(name ${case} NAME)
  octavo_script(books/${name} "books;sanitized" books.sh ${name})
endforeach()
octavo_script(cli "bad;sanitized" cli.sh)
octavo_script(bad "bad;sanitized" bad.sh)
octavo_script(templates "bad;sanitized" templates.sh)
octavo_script(matter "bad;sanitized" matter.sh)
octavo_script(editions "bad;sanitized" editions.sh)
octavo_script(strangers "bad;sanitized" strangers.sh)
octavo_script(hostile "bad;sanitized" hostile.sh)
octavo_script(limits bad limits.sh)
octavo_script(growth "bad;sanitized" growth.sh)
octavo_script(images "bad;sanitized;threads" images.sh)
octavo_script(fetch "bad;sanitized;threads" fetch.sh)
octavo_script(report "bad;sanitized" report.sh)
octavo_script(seeds "books;sanitized" seeds.sh)
octavo_script(corpora "books;sanitized" corpora.sh)
octavo_script(pictures "books" pictures.sh)
octavo_script(leaks "books" leaks.sh)
octavo_script(determinism "books;threads" determinism.sh)
octavo_script(epubcheck/own epubcheck epubcheck.sh own)
octavo_script(epubcheck/shared epubcheck epubcheck.sh shared)
octavo_script(mutations epubcheck mutations.sh)
octavo_script(valgrind valgrind valgrind.sh)
octavo_script(readers/own readers readers.sh own)
octavo_script(readers/shared readers readers.sh shared)
octavo_script(ace/own ace ace.sh own)
octavo_script(ace/shared ace ace.sh shared)

# Faults: calls into the system that fail (tests/faults), and runs that are ended from outside.
# The program's main under another name, so that one process can make many books.
add_library(faults_main OBJECT src/cli/main.c)
target_link_libraries(faults_main PUBLIC octavo_options)
target_compile_definitions(faults_main PRIVATE main=octavo_main)
add_executable(faults ${tests_dir}/faults/faults.c ${tests_dir}/faults/inject.c
  ${tests_dir}/faults/sound.c $<TARGET_OBJECTS:faults_main> $<TARGET_OBJECTS:octavo_cli>)
octavo_link(faults ${layers} core)
set_target_properties(faults PROPERTIES ENABLE_EXPORTS ON) # libraries find its malloc too

# octavo_faults(NAME GROUP ARGUMENT...). A sanitizer has a malloc of its own: there only files fail.
function(octavo_faults name group)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/faults-${name})
  add_test(NAME faults/${name} COMMAND faults ${group} ${PROJECT_BINARY_DIR}/faults-${name} ${ARGN})
  set(labels faults sanitized)
  if(group MATCHES "memory|cover")
    set(labels faults)
  endif()
  # with a sanitizer libvips and its libgomp are there before main can say so
  set_tests_properties(faults/${name} PROPERTIES LABELS "${labels}" TIMEOUT 900
    ENVIRONMENT OMP_NUM_THREADS=1)
endfunction()
octavo_faults(blog-memory memory ${tests_dir}/faults/blog --no-cover)
octavo_faults(blog-files files ${tests_dir}/faults/blog --no-cover)
octavo_faults(feed-memory memory ${tests_dir}/books/rss/in --no-cover)
octavo_faults(export-memory own-memory ${tests_dir}/books/wxr/in --no-cover)
octavo_faults(export-files files ${tests_dir}/books/wxr/in --no-cover)
add_executable(ended ${tests_dir}/faults/ended.c ${tests_dir}/faults/sound.c)
octavo_link(ended base)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/faults-ended)
add_test(NAME faults/ended COMMAND ended $<TARGET_FILE:octavo> ${PROJECT_BINARY_DIR}/faults-ended)
set_tests_properties(faults/ended PROPERTIES LABELS "faults" TIMEOUT 900)
octavo_script(faults/disk faults disk.sh)
if(OCTAVO_IMAGES)
  octavo_faults(pictures pictures ${tests_dir}/faults/pictures --no-cover)
  octavo_faults(cover cover ${tests_dir}/faults/blog --jobs 1)
endif()

octavo_script(layers house layers.sh)
octavo_script(style house style.sh)
octavo_script(hardened house hardened.sh)
octavo_script(lint "house;lint" lint.sh)
octavo_script(tidy "house;lint" tidy.sh)
octavo_script(analyzer "house;lint" analyzer.sh)
octavo_script(release "house" release.sh)
octavo_script(install house install.sh)
