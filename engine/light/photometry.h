// Owns: a luminaire's measured light: how many candela it sends where, and what follows from that.
// Must not know: files' formats, rooms, the GPU.
// Called by: the CLI, later the bake and the editor; pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/geometry/math.h"

namespace enf {

// How the angles of the measurements lie (IES LM-75, EN 13032-1). In the luminaire's own frame -Y is nadir, where a
// ceiling luminaire points, and +X is its photometric horizontal.
enum class PhotometricType {
  // Half planes around the vertical axis. Vertical: 0 nadir, 180 zenith. Horizontal: counterclockwise seen from above,
  // 0
  // is +X, 90 is -Z.
  c,
  // Planes around the horizontal axis X. Vertical: latitude, 90 is +X. Horizontal: 0 is nadir, 90 is +Z.
  b,
  // Planes around the vertical axis, as lamps that shine ahead are measured. Vertical: latitude, -90 nadir. Horizontal:
  // 0
  // is +X, 90 is +Z.
  a,
};

enum class PhotometricSymmetry {
  rotational,  // the same all around
  quadrant,    // measured over a quarter
  bilateral,   // measured over a half
  none,
};

// Something about a file that is worth telling, though it can be used.
struct PhotometryNote {
  std::string id;  // such as "photometry.absolute"
  std::string text;
};

// Measured intensities as they lie in the file, with all the file's factors applied. Angles grow strictly.
struct Photometry {
  std::string format;  // such as "LM-63-2002" or "EULUMDAT"
  std::string maker, luminaire, lamp;
  PhotometricType type = PhotometricType::c;
  PhotometricSymmetry symmetry = PhotometricSymmetry::none;
  std::vector<double> vertical_deg, horizontal_deg;
  std::vector<double> intensities_cd;  // [horizontal][vertical], none negative
  double watts = 0;                    // 0: not said
  double rated_lumens = 0;             // of all lamps; 0: absolute photometry
  dvec3 opening_m{0};                  // the luminous opening: along X, Y (height) and Z; 0: a point or a line
  bool is_round = false;               // the opening is a disc or a cylinder
  std::vector<PhotometryNote> notes;

  double at(std::size_t horizontal, std::size_t vertical) const {
    return intensities_cd[horizontal * vertical_deg.size() + vertical];
  }
};

// Candela in a direction (unit length, in the luminaire's frame), linear between the measured angles; 0 outside them.
double intensity_cd(const Photometry& photometry, dvec3 direction);

// The greatest measured intensity.
double peak_cd(const Photometry& photometry);

// Luminous flux in lumens: the integral of the intensity over the sphere, exact for intensities that are linear between
// the measured angles. Light at angles that were not measured counts as none.
double luminous_flux_lm(const Photometry& photometry);

// The full angle, in degrees, within which the intensity is at least `share` of the peak: 0.5 is the beam, 0.1 the
// field (IES LS-1). Twice the mean, over 72 half planes around the luminaire's axis, of the last angle from the axis
// where that is so (not beyond 90 degrees). The axis is nadir, or zenith for a luminaire that peaks upwards; of types A and B the direction 0,
// 0.
double opening_angle_deg(const Photometry& photometry, double share);

}  // namespace enf
