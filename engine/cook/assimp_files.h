// Owns: Assimp's view of files: the model from memory, everything else through the worker's SideFiles.
// Must not know: formats, materials.
// Called by: assimp_reader.cpp.
#pragma once

#include <assimp/IOStream.hpp>
#include <assimp/IOSystem.hpp>
#include <memory>
#include <span>
#include <string>

#include "engine/cook/import_files.h"

namespace enf {

class AssimpFiles : public Assimp::IOSystem {
 public:
  // `main` lives as long as this object.
  AssimpFiles(std::string main_name, std::span<const std::byte> main, SideFiles& files, std::vector<IntakeWarning>& warnings)
      : main_name_(std::move(main_name)), main_(main), files_(files), warnings_(warnings) {}

  bool Exists(const char* name) const override;
  char getOsSeparator() const override { return '/'; }
  Assimp::IOStream* Open(const char* name, const char* mode) override;
  void Close(Assimp::IOStream* stream) override { delete stream; }

 private:
  std::string main_name_;
  std::span<const std::byte> main_;
  SideFiles& files_;
  std::vector<IntakeWarning>& warnings_;
  bool refused_ = false;
};

}  // namespace enf
