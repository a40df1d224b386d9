#include "engine/exhibition/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/exhibition/validate.h"
#include "sample.h"

namespace enf {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(Json, ReadingWhatWasWrittenGivesTheDocument) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Document document = sample::random_document(seed);
    std::string text = write_document(document);
    Document again = read_document(text, "x").value();
    EXPECT_EQ(again, document);
    EXPECT_EQ(write_document(again), text) << "canonical";
  }
}

TEST(Json, EqualDocumentsGiveEqualBytesHoweverTheyCameAbout) {
  Document one = sample::exhibition(), other;
  other = apply(other, edit_between(other, one)).value();
  EXPECT_EQ(write_document(one), write_document(other));
}

TEST(Json, ARecordIsALineSoThatVersionControlShowsOneChangePerRecord) {
  Document document = sample::exhibition();
  Work carpet = *document.find(WorkId{"carpet"});
  carpet.width_mm = 0.1 + 0.2;
  Document changed = apply(document, put(carpet)).value();
  std::istringstream before(write_document(document)), after(write_document(changed));
  std::string a, b;
  int differing = 0;
  while (std::getline(before, a) && std::getline(after, b))
    if (a != b) {
      ++differing;
      EXPECT_THAT(b, testing::StartsWith("\"carpet\": {"));
      EXPECT_THAT(b, HasSubstr("\"width_mm\": 0.30000000000000004,"));
    }
  EXPECT_EQ(differing, 1);
}

TEST(Json, EditsComeBackWhole) {
  Random random(7);
  Document document = sample::random_document(3);
  for (int i = 0; i < 200; ++i) {
    Edit edit = sample::random_edit(random, document);
    Edit again = read_edit(write_edit(edit), document_version, "x").value();
    auto expected = apply(document, edit), found = apply(document, again);
    ASSERT_EQ(found.has_value(), expected.has_value());
    if (!expected) continue;
    document = *expected;
    EXPECT_EQ(*found, document);
  }
}

TEST(Json, VersionZeroIsMigrated) {
  Document old = read_document(read_text_file(sample::fixtures / "version-0.json").value(), "version-0.json").value();
  EXPECT_EQ(old, sample::exhibition());
}

TEST(Json, AMisspeltFieldIsMetWithTheRightName) {
  Error error =
      read_document(read_text_file(sample::fixtures / "document.unknown_field.json").value(), "my.json").error();
  EXPECT_THAT(error.advice, HasSubstr("\"height_mm\""));
  EXPECT_EQ(error.file, "my.json");
}

TEST(Json, ANewerVersionAsksForAnUpdate) {
  Error error = read_document(R"({"version": 99, "exhibition": {}, "dreams": 1})", "x").error();
  EXPECT_EQ(error.id, "document.newer_version");
  EXPECT_THAT(error.advice, HasSubstr("Update Enfilade"));
}

TEST(Json, SyntaxErrorsNameThePlace) {
  EXPECT_THAT(read_document("{\n\"version\": 1,\n  oops}", "x").error().what, HasSubstr("line 3, column 3"));
  EXPECT_EQ(read_document("", "x").error().id, "document.syntax");
  EXPECT_EQ(read_document("[1, 2]", "x").error().id, "document.wrong_type");
  EXPECT_EQ(read_document(std::string(100'000, '['), "x").error().id, "document.syntax");
}

// fixtures/: one exhibition per mistake. All that is reported about it is that mistake, with its record and field.
struct Mistake {
  std::string file, id, record, field;
};
std::vector<Mistake> mistakes() {
  std::vector<Mistake> all;
  std::ifstream list(sample::fixtures / "expected.tsv");
  for (std::string line; std::getline(list, line);) {
    std::istringstream columns(line);
    Mistake m;
    std::getline(columns, m.file, '\t'), std::getline(columns, m.id, '\t');
    std::getline(columns, m.record, '\t'), std::getline(columns, m.field, '\t');
    all.push_back(m);
  }
  return all;
}

TEST(Mistakes, EachIsReportedWithItsRecordAndField) {
  ASSERT_GT(mistakes().size(), 50u);
  for (const Mistake& m : mistakes()) {
    SCOPED_TRACE(m.file);
    Result<Document> document = read_document(read_text_file(sample::fixtures / m.file).value(), m.file);
    std::vector<Error> errors = document ? validate(*document) : std::vector{document.error()};
    ASSERT_FALSE(errors.empty());
    EXPECT_EQ(errors[0].id, m.id);
    EXPECT_EQ(errors[0].record, m.record);
    EXPECT_EQ(errors[0].field, m.field);
    EXPECT_FALSE(errors[0].what.empty());
    for (std::size_t i = 1; i < errors.size(); ++i) ADD_FAILURE() << "also: " << to_string(errors[i]);
  }
}

TEST(Mistakes, TheSampleHasNone) { EXPECT_THAT(validate(sample::exhibition()), IsEmpty()); }

// Nothing that stands in a file may crash us; this runs under the sanitizers too.
TEST(Damage, ADocumentCutAnywhereIsAnErrorAndNeverACrash) {
  std::string text = write_document(sample::exhibition());
  for (std::size_t length = 0; length + 2 < text.size(); ++length) {
    Result<Document> document = read_document(std::string_view(text).substr(0, length), "x");
    ASSERT_FALSE(document) << length;
    ASSERT_EQ(document.error().id, "document.syntax");
  }
}

TEST(Damage, FlippedBytesGiveAnErrorOrADocumentThatCanBeValidated) {
  std::string text = write_document(sample::exhibition());
  Random random(1);
  int read = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string damaged = text;
    for (std::uint32_t flips = 1 + random.below(3); flips > 0; --flips)
      damaged[random.below(static_cast<std::uint32_t>(text.size()))] =
          static_cast<char>(random.chance(0.9f) ? ' ' + random.below(95) : random.below(256));
    Result<Document> document = read_document(damaged, "x");
    if (!document) {
      ASSERT_FALSE(document.error().id.empty());
      continue;
    }
    ++read;
    bool sound = check_records(*document).empty();
    validate(*document);
    if (sound) {
      ASSERT_EQ(read_document(write_document(*document), "y").value(), *document);
    }
  }
  EXPECT_GT(read, 100);
}

}  // namespace
}  // namespace enf
