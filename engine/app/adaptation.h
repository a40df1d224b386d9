// Owns: the eye that gets used to a room's light slowly, as a visitor's does in a doorway.
// Must not know: rooms, how light is drawn.
// Called by: the visitor, once a tick; main thread.
#pragma once

namespace enf {

class Adaptation {
 public:
  // Lets `seconds` pass in a room whose exposure is `exposure_lx` (above 0): quickly towards more light, slowly towards
  // less. The first time it is used to it at once.
  void look(float exposure_lx, double seconds);
  // To be used to whatever comes next at once: the visitor is put somewhere else.
  void forget() { exposure_lx_ = 0; }
  // What it is used to, in lux of a white sheet; 0 before the first look.
  float exposure_lx() const { return exposure_lx_; }

 private:
  float exposure_lx_ = 0;
};

}  // namespace enf
