// What the bake and a lighting designer rely on: a luminaire file gives the light that its maker measured, in every
// version, type and symmetry, and a broken one is refused with the line named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "engine/base/file.h"
#include "engine/base/random.h"
#include "engine/light/photometry_file.h"

namespace enf {
namespace {

namespace fs = std::filesystem;
constexpr double radian = std::numbers::pi / 180;

std::string list(double first, double step, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(first + step * i) + (i % 8 == 7 ? "\n" : " ");
  return text + "\n";
}

// An LM-63 file whose intensity is `cd` of the angles in degrees.
struct Ies {
  std::string head = "IESNA:LM-63-2002\n[MANUFAC] Test\n[LUMINAIRE] Spot\nTILT=NONE\n";
  double lamps = 1, lumens = 1000, multiplier = 1, ballast = 1, ballast_lamp = 1;
  int type = 1;
  double vertical_first = 0, vertical_step = 1, horizontal_first = 0, horizontal_step = 10;
  int verticals = 181, horizontals = 1;
  std::function<double(double, double)> cd = [](double, double) { return 100.0; };

  std::string text() const {
    std::string t = head + std::to_string(lamps) + " " + std::to_string(lumens) + " " + std::to_string(multiplier) +
                    " " + std::to_string(verticals) + " " + std::to_string(horizontals) + " " + std::to_string(type) +
                    " 2 0.1 0.2 0\n" + std::to_string(ballast) + " " + std::to_string(ballast_lamp) + " 35\n" +
                    list(vertical_first, vertical_step, verticals) +
                    list(horizontal_first, horizontal_step, horizontals);
    for (int h = 0; h < horizontals; ++h)
      for (int v = 0; v < verticals; ++v)
        t += std::to_string(cd(vertical_first + v * vertical_step, horizontal_first + h * horizontal_step)) + "\n";
    return t;
  }
  Photometry read() const {
    auto p = read_ies(text(), "test.ies");
    EXPECT_TRUE(p) << to_string(p.error());
    return p.value_or(Photometry{});
  }
};

// The flux by summing what reaches a fine grid on the sphere, through intensity_cd alone.
double summed_flux(const Photometry& p, int rings) {
  double sum = 0, step = std::numbers::pi / rings;
  for (int i = 0; i < rings; ++i) {
    double from_nadir = step * (i + 0.5), r = std::sin(from_nadir);
    constexpr int around = 360;
    for (int k = 0; k < around; ++k) {
      double a = 2 * std::numbers::pi * (k + 0.5) / around;
      sum += intensity_cd(p, {r * std::cos(a), -std::cos(from_nadir), r * std::sin(a)}) * r;
    }
  }
  return sum * step * 2 * std::numbers::pi / 360;
}

TEST(Flux, OfAUniformSphereIsFourPi) { EXPECT_NEAR(luminous_flux_lm(Ies{}.read()), 400 * std::numbers::pi, 0.01); }

TEST(Flux, OfALambertianDownlightIsPiTimesItsPeak) {
  Ies ies{.verticals = 91};
  ies.cd = [](double v, double) { return 1000 * std::cos(v * radian); };
  Photometry p = ies.read();
  EXPECT_NEAR(luminous_flux_lm(p), 1000 * std::numbers::pi, 1);
  EXPECT_NEAR(opening_angle_deg(p, 0.5), 120, 0.1);
  EXPECT_NEAR(opening_angle_deg(p, 0.1), 2 * std::acos(0.1) / radian, 0.1);
  EXPECT_EQ(peak_cd(p), 1000);
  EXPECT_EQ(p.symmetry, PhotometricSymmetry::rotational);
  EXPECT_EQ(p.watts, 35);
  EXPECT_EQ(p.maker, "Test");
}

TEST(Flux, IsTheSameForEverySymmetryOfOneLight) {
  auto lobes = [](double v, double h) { return 500 * std::cos(v * radian / 2) * (1 + 0.5 * std::cos(2 * h * radian)); };
  Ies whole{.horizontals = 37, .cd = lobes}, half = whole, quarter = whole, sideways = whole;
  half.horizontals = 19, quarter.horizontals = 10;
  sideways.horizontal_first = 90, sideways.horizontals = 19;
  double lumens = luminous_flux_lm(whole.read());
  for (const Ies& part : {half, quarter, sideways}) {
    Photometry p = part.read();
    EXPECT_NEAR(luminous_flux_lm(p), lumens, 1e-6 * lumens);
    EXPECT_NEAR(summed_flux(p, 200), lumens, 2e-3 * lumens);
  }
  EXPECT_EQ(whole.read().symmetry, PhotometricSymmetry::none);
  EXPECT_EQ(half.read().symmetry, PhotometricSymmetry::bilateral);
  EXPECT_EQ(quarter.read().symmetry, PhotometricSymmetry::quadrant);
  EXPECT_EQ(sideways.read().symmetry, PhotometricSymmetry::bilateral);
}

TEST(Flux, IsTheSameInEveryPhotometricType) {
  // A soft beam along the direction 0, 0 of types A and B, and along nadir of type C.
  auto beam = [](dvec3 d, dvec3 axis) { return 800 * std::pow(std::max(0.0, glm::dot(d, axis)), 4.0); };
  Ies c{.verticals = 181};
  c.cd = [&](double v, double) { return beam({std::sin(v * radian), -std::cos(v * radian), 0}, {0, -1, 0}); };
  double lumens = luminous_flux_lm(c.read());
  EXPECT_NEAR(lumens, 2 * std::numbers::pi * 800 / 5, 0.5);
  for (int type : {2, 3}) {
    Ies ies{.type = type, .vertical_first = -90, .horizontal_first = -90, .horizontal_step = 1, .horizontals = 181};
    ies.cd = [&](double v, double h) { return beam({std::cos(v * radian) * std::cos(h * radian), 0, 0}, {1, 0, 0}); };
    Photometry p = ies.read();
    EXPECT_EQ(p.symmetry, PhotometricSymmetry::none);
    EXPECT_NEAR(luminous_flux_lm(p), lumens, 2e-3 * lumens);
    EXPECT_NEAR(summed_flux(p, 200), lumens, 5e-3 * lumens);
    EXPECT_NEAR(opening_angle_deg(p, 0.5), opening_angle_deg(c.read(), 0.5), 0.1);
    EXPECT_NEAR(intensity_cd(p, type == 2 ? dvec3(0, -1, 0) : dvec3(1, 0, 0)), 800, 1e-6);
    ies.vertical_first = ies.horizontal_first = 0, ies.verticals = ies.horizontals = 91;
    EXPECT_NEAR(luminous_flux_lm(ies.read()), lumens, 2e-3 * lumens) << "a quarter stands for all";
    EXPECT_NEAR(summed_flux(ies.read(), 200), lumens, 5e-3 * lumens);
  }
}

TEST(Intensity, FollowsTheFramesOfTheTypes) {
  Ies c{.vertical_step = 45, .horizontal_step = 90, .verticals = 5, .horizontals = 5};
  c.cd = [](double v, double h) { return v == 90 ? (h == 360 ? 0 : h) + 1 : 0; };
  Photometry p = c.read();
  EXPECT_NEAR(intensity_cd(p, {1, 0, 0}), 1, 1e-9);
  EXPECT_NEAR(intensity_cd(p, {0, 0, -1}), 91, 1e-9);
  EXPECT_NEAR(intensity_cd(p, {-1, 0, 0}), 181, 1e-9);
  EXPECT_NEAR(intensity_cd(p, {0, 0, 1}), 271, 1e-9);
  Ies b{.type = 2,
        .vertical_first = -90,
        .vertical_step = 90,
        .horizontal_first = -90,
        .horizontal_step = 90,
        .verticals = 3,
        .horizontals = 3};
  b.cd = [](double v, double h) { return v + 90 + (h + 90) * 1000; };
  p = b.read();
  EXPECT_NEAR(intensity_cd(p, {0, -1, 0}), 90'090, 1e-6);
  EXPECT_NEAR(intensity_cd(p, {0, 0, 1}), 180'090, 1e-6);
  EXPECT_NEAR(intensity_cd(p, {1, 0, 0}), 90'180, 1e-6);
  b.type = 3;
  p = b.read();
  EXPECT_NEAR(intensity_cd(p, {1, 0, 0}), 90'090, 1e-6);
  EXPECT_NEAR(intensity_cd(p, {0, 0, 1}), 180'090, 1e-6);
  EXPECT_NEAR(intensity_cd(p, {0, 1, 0}), 90'180, 1e-6);
}

TEST(Versions, TakeTheirFactorsAndNotes) {
  Ies ies{.lumens = -1, .multiplier = 2, .ballast = 0.9, .ballast_lamp = 0.5};
  Photometry p = ies.read();
  EXPECT_EQ(p.format, "LM-63-2002");
  EXPECT_NEAR(peak_cd(p), 180, 1e-9);
  EXPECT_EQ(p.rated_lumens, 0);
  ASSERT_EQ(p.notes.size(), 1u);
  EXPECT_EQ(p.notes[0].id, "photometry.absolute");
  ies.head = "IESNA91\n[MANUFAC] M\xfcller\nTILT=INCLUDE\n1\n3\n0 45 90\n1 0.9 0.8\n";
  p = ies.read();
  EXPECT_EQ(p.format, "LM-63-1991");
  EXPECT_EQ(p.maker, "Müller");
  EXPECT_NEAR(peak_cd(p), 90, 1e-9) << "the ballast-lamp factor counts in 1991";
  EXPECT_THAT(p.notes, testing::Contains(testing::Field(&PhotometryNote::id, "photometry.tilt")));
  ies.head = "An old file of 1986\nTILT=tilt.dat\n";
  EXPECT_EQ(ies.read().format, "LM-63-1986");
}

TEST(Versions, CloseAnOpenCircleAndSayNegativeLight) {
  Ies ies{.horizontals = 36};
  ies.cd = [](double v, double h) { return h == 0 && v == 3 ? -4 : 100; };
  Photometry p = ies.read();
  EXPECT_EQ(p.horizontal_deg.back(), 360);
  EXPECT_NEAR(luminous_flux_lm(p), 400 * std::numbers::pi, 1);
  EXPECT_EQ(p.notes.size(), 2u);
}

TEST(BrokenFiles, NameTheLine) {
  auto id_of = [](const Ies& ies) {
    auto p = read_ies(ies.text(), "test.ies");
    return p ? std::string("none") : p.error().id;
  };
  EXPECT_EQ(id_of({.verticals = 0}), "photometry.count");
  EXPECT_EQ(id_of({.type = 4}), "photometry.count");
  EXPECT_EQ(id_of({.vertical_step = -1}), "photometry.angles");
  EXPECT_EQ(id_of({.vertical_step = 2}), "photometry.angles");
  EXPECT_EQ(id_of({.horizontal_first = 20, .horizontals = 3}), "photometry.angles");
  EXPECT_EQ(id_of({.ballast = 0}), "photometry.number");
  std::string text = Ies{}.text();
  text.replace(text.find("35\n"), 2, "x5");
  Error error = read_ies(text, "test.ies").error();
  EXPECT_EQ(error.id, "photometry.number");
  EXPECT_EQ(error.file, "test.ies");
  EXPECT_EQ(error.record, "line 6");
  EXPECT_THAT(error.what, testing::HasSubstr("the watts"));
}

TEST(BrokenFiles, NeverCrash) {
  std::string ies = Ies{.vertical_step = 30, .horizontal_step = 90, .verticals = 7, .horizontals = 5}.text();
  for (std::size_t size = 0; size < ies.size(); ++size)
    if (auto p = read_ies(std::string_view(ies).substr(0, size), "t")) {
      EXPECT_GE(size, ies.size() - 10) << "but for the end of the last number nothing may be missing";
    }
  Random random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string bent = ies;
    for (int k = 0; k < 3; ++k)
      bent[random.below(static_cast<std::uint32_t>(bent.size()))] = "0123456789.-+eE \n,xTI="[random.below(22)];
    if (auto p = read_ies(bent, "t")) {
      EXPECT_GE(luminous_flux_lm(*p), 0);
      if (round % 20 == 0) opening_angle_deg(*p, 0.5);
    }
    (void)read_eulumdat(bent, "t");
  }
}

// EULUMDAT of 24 planes; the symmetry indicator decides which of them are written.
std::string eulumdat(int indicator, const std::function<double(double, double)>& cd_per_klm, const char* lamps = "1") {
  std::string t = "Maker\n1\n" + std::to_string(indicator) + "\n24\n15\n37\n5\nreport\nLamp\n1\nf.ldt\ndate\n";
  for (const char* size : {"500", "0", "90", "200", "0", "10", "10", "10", "10"}) t += std::string(size) + "\n";
  t += std::string("100\n80\n1,0\n0\n1\n") + lamps + "\nLED\n2000\nww\n1A\n25\n";
  for (int i = 0; i < 10; ++i) t += "0.5\n";
  for (int c = 0; c < 24; ++c) t += std::to_string(c * 15) + "\n";
  for (int g = 0; g < 37; ++g) t += std::to_string(g * 5) + "\n";
  int first = indicator == 3 ? 18 : 0, count = indicator == 0 ? 24 : indicator == 1 ? 1 : indicator == 4 ? 7 : 13;
  for (int c = first; c < first + count; ++c)
    for (int g = 0; g < 37; ++g) t += std::to_string(cd_per_klm(g * 5, c * 15 % 360)) + "\n";
  return t;
}

TEST(Eulumdat, GivesOneLightInEverySymmetry) {
  auto lobes = [](double g, double c) { return 200 * std::cos(g * radian / 2) * (1 + 0.4 * std::cos(2 * c * radian)); };
  double lumens = luminous_flux_lm(read_eulumdat(eulumdat(0, lobes), "t").value());
  for (int indicator : {2, 3, 4}) {
    Photometry p = read_eulumdat(eulumdat(indicator, lobes), "t").value();
    EXPECT_NEAR(luminous_flux_lm(p), lumens, 1e-6 * lumens) << indicator;
    EXPECT_NEAR(summed_flux(p, 200), lumens, 3e-3 * lumens) << indicator;
  }
  // Something that only the planes from C270 over C0 to C90 tell.
  auto ahead = [](double, double c) { return 100 + 50 * std::cos(c * radian); };
  Photometry p = read_eulumdat(eulumdat(3, ahead), "t").value();
  EXPECT_NEAR(intensity_cd(p, {1, 0, 0}), 300, 1e-3);
  EXPECT_NEAR(intensity_cd(p, {-1, 0, 0}), 300, 1e-3) << "mirrored in the plane C90-C270";
  p = read_eulumdat(eulumdat(1, [](double, double) { return 100; }), "t").value();
  EXPECT_NEAR(luminous_flux_lm(p), 800 * std::numbers::pi, 1);
  EXPECT_EQ(p.rated_lumens, 2000);
  EXPECT_EQ(p.watts, 25);
  EXPECT_TRUE(p.is_round);
  EXPECT_NEAR(p.opening_m.x, 0.2, 1e-12);
  p = read_eulumdat(eulumdat(
                        1, [](double, double) { return 100; }, "-1"),
                    "t")
          .value();
  EXPECT_EQ(p.notes.at(0).id, "photometry.absolute");
}

TEST(Eulumdat, RefusesNegativeSizesAndShortFiles) {
  std::string text = eulumdat(1, [](double, double) { return 100; });
  std::string bent = text;
  bent.replace(bent.find("\n200\n"), 5, "\n-200\n");
  EXPECT_EQ(read_eulumdat(bent, "t").error().id, "photometry.size");
  EXPECT_EQ(read_eulumdat(text.substr(0, text.size() / 2), "t").error().id, "photometry.truncated");
}

TEST(RealFiles, GiveTheirMakersFlux) {
  fs::path folder = fs::path(ENFILADE_SOURCE_DIR) / "../shared/data/photometry";
  if (!fs::exists(folder)) GTEST_SKIP() << "the shared test data are not at " << folder;
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".ies" && entry.path().extension() != ".ldt") continue;
    auto p = read_photometry(entry.path());
    ASSERT_TRUE(p) << to_string(p.error());
    double lumens = luminous_flux_lm(*p);
    EXPECT_GT(lumens, 0);
    EXPECT_NEAR(summed_flux(*p, 720), lumens, 0.005 * lumens) << entry.path();
    EXPECT_GT(opening_angle_deg(*p, 0.1), opening_angle_deg(*p, 0.5) - 1e-9);
    if (p->rated_lumens > 0) {
      EXPECT_LT(lumens, 1.05 * p->rated_lumens) << entry.path();
    }
    ++count;
  }
  EXPECT_GE(count, 18);
}

}  // namespace
}  // namespace enf
