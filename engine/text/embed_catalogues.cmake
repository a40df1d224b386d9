# Compiles the catalogues and writes them as C++ arrays.
# cmake -DMSGFMT=... -DOUT=embedded.cpp "-DPO=a.po;b.po" -P embed_catalogues.cmake
set(arrays "")
set(list "")
foreach(po ${PO})
  cmake_path(GET po STEM language)
  execute_process(COMMAND ${MSGFMT} --check-format --endianness=little -o ${OUT}.${language}.mo ${po} COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${OUT}.${language}.mo bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(MAKE_C_IDENTIFIER ${language} name)
  string(APPEND arrays "const unsigned char mo_${name}[] = {${bytes}};\n")
  string(APPEND list "  {\"${language}\", mo_${name}, sizeof mo_${name}},\n")
endforeach()
file(WRITE ${OUT} "#include <cstddef>
namespace enf {
namespace {
${arrays}}
struct EmbeddedCatalogue {
  const char* language;
  const unsigned char* bytes;
  std::size_t size;
};
extern const EmbeddedCatalogue embedded_catalogues[];
extern const std::size_t embedded_catalogue_count;
const EmbeddedCatalogue embedded_catalogues[] = {
${list}};
const std::size_t embedded_catalogue_count = sizeof embedded_catalogues / sizeof embedded_catalogues[0];
}
")
