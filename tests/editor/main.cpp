// The editor starts this program again as an import worker, so it has a main of its own.
#include <gtest/gtest.h>

#include "engine/cook/import.h"

int main(int argc, char** argv) {
  if (auto code = enf::run_import_worker_if_asked(argc, argv)) return *code;
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
