#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/geometry/polygon.h"
#include "engine/geometry/shapes.h"

using namespace enf;

TEST(Box, transformedHoldsAllCorners) {
  Box box{vec3(-1, -2, -3), vec3(1, 2, 3)};
  mat4 m = glm::rotate(glm::translate(mat4(1), vec3(5, 0, 0)), 0.7f, glm::normalize(vec3(1, 2, 3)));
  Box moved = transformed(box, m);
  for (int i = 0; i < 8; ++i) {
    vec3 corner((i & 1) ? 1 : -1, (i & 2) ? 2 : -2, (i & 4) ? 3 : -3);
    vec3 p = vec3(m * vec4(corner, 1));
    EXPECT_LT(distance(moved, p), 1e-5f);
  }
}

// A rectangle a x b at height c, one corner straight above the element (Howell, configuration B-3).
TEST(FormFactor, ofARectangleIsTheClosedForm) {
  const double a = 2.5, b = 1.2, c = 1.7, x = a / c, y = b / c;
  double wanted = (x / std::sqrt(1 + x * x) * std::atan(y / std::sqrt(1 + x * x)) +
                   y / std::sqrt(1 + y * y) * std::atan(x / std::sqrt(1 + y * y))) /
                  (2 * pi);
  vec3 p(0, 1.7f, 0), q(2.5f, 1.7f, 0), r(2.5f, 1.7f, 1.2f), s(0, 1.7f, 1.2f), up(0, 1, 0);
  float found = form_factor(vec3(0), up, p, q, r) + form_factor(vec3(0), up, p, r, s);
  EXPECT_NEAR(std::abs(found), wanted, 1e-5);
  EXPECT_NEAR(form_factor(vec3(0), up, p, r, q) + form_factor(vec3(0), up, p, s, r), -found, 1e-6) << "turned over";
}

TEST(Frustum, keepsWhatTheCameraSees) {
  mat4 vp = reversed_perspective(1.0f, 1.5f, 0.1f, 100.0f) * view_matrix(vec3(0), vec3(0, 0, -1));
  Frustum f = frustum_of(vp);
  EXPECT_TRUE(touches(f, Box{vec3(-1, -1, -6), vec3(1, 1, -4)}));
  EXPECT_FALSE(touches(f, Box{vec3(-1, -1, 4), vec3(1, 1, 6)}));
  EXPECT_FALSE(touches(f, Box{vec3(20, -1, -6), vec3(22, 1, -4)}));
  EXPECT_FALSE(touches(f, Box{vec3(-1, -1, -200), vec3(1, 1, -150)}));
  vec4 near_point = vp * vec4(0, 0, -0.1f, 1), far_point = vp * vec4(0, 0, -100, 1);
  EXPECT_NEAR(near_point.z / near_point.w, 1, 1e-5);
  EXPECT_NEAR(far_point.z / far_point.w, 0, 1e-5);
}

TEST(Ray, meetsBoxTriangleAndPlane) {
  Ray ray{vec3(0, 0, 5), vec3(0, 0, -1)};
  EXPECT_FLOAT_EQ(*hit(ray, Box{vec3(-1), vec3(1)}), 4);
  EXPECT_FALSE(hit(ray, Box{vec3(2), vec3(3)}));
  EXPECT_FLOAT_EQ(*hit(ray, vec3(-1, -1, 0), vec3(1, -1, 0), vec3(0, 1, 0)), 5);
  EXPECT_FALSE(hit(ray, vec3(1, 1, 0), vec3(2, 1, 0), vec3(1, 2, 0)));
  EXPECT_FLOAT_EQ(*hit(ray, Plane{vec3(0, 0, 1), 1}), 6);
}

TEST(Polygon, trianglesCoverTheArea) {
  std::vector<dvec2> l{{0, 0}, {4, 0}, {4, 1}, {1, 1}, {1, 3}, {0, 3}};
  auto triangles = triangulate(l);
  ASSERT_EQ(triangles.size(), 4u);
  double area = 0;
  for (auto t : triangles) {
    std::array<dvec2, 3> c{l[t[0]], l[t[1]], l[t[2]]};
    EXPECT_GT(signed_area(c), 0);
    area += signed_area(c);
  }
  EXPECT_DOUBLE_EQ(area, 6);
}

TEST(Polygon, starsOfAnyShapeTriangulate) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    std::vector<dvec2> star;
    int n = 3 + static_cast<int>(random.below(20));
    for (int i = 0; i < n; ++i) {
      double angle = 2 * 3.141592653589793 * i / n, radius = random.between(0.5f, 3);
      star.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
    }
    if (seed % 2) std::reverse(star.begin(), star.end());
    double area = 0;
    for (auto t : triangulate(star)) {
      std::array<dvec2, 3> c{star[t[0]], star[t[1]], star[t[2]]};
      area += signed_area(c);
    }
    EXPECT_NEAR(area, signed_area(star), 1e-9) << "seed " << seed;
  }
}

TEST(Polygon, crossedOutlinesAreRefused) {
  std::vector<dvec2> bow{{0, 0}, {1, 1}, {1, 0}, {0, 1}};
  EXPECT_TRUE(self_intersects(bow));
  EXPECT_TRUE(triangulate(bow).empty());
}

TEST(Polygon, containsAndDistance) {
  std::vector<dvec2> square{{0, 0}, {2, 0}, {2, 2}, {0, 2}};
  EXPECT_TRUE(contains(square, {1, 1}));
  EXPECT_FALSE(contains(square, {3, 1}));
  auto d = distance_to_segment({1, 1}, {0, 0}, {4, 0});
  EXPECT_DOUBLE_EQ(d.distance, 1);
  EXPECT_DOUBLE_EQ(d.along, 0.25);
}
