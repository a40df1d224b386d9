# Compiles the catalogues and writes them as C++ arrays.
# cmake -DMSGFMT=... -DNAME=visitor -DOUT=embedded.cpp "-DPO=a.po;b.po" -P embed_catalogues.cmake
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
file(WRITE ${OUT} "#include \"engine/text/messages.h\"
namespace enf {
namespace {
${arrays}const EmbeddedCatalogue list[] = {
${list}};
}
std::span<const EmbeddedCatalogue> ${NAME}_catalogues() { return list; }
}
")
