// Makes a plain glTF museum for the bench contract: rooms in a row joined by open doorways, twenty works a room (eighteen
// pictures, two sculptures of 50,000 triangles) or fifty (48 smaller pictures in two rows), four spots a room, and a walk
// through all of it. Every picture is a different image. Needs ImageMagick for the JPEGs.
//   node make_museum.mjs --rooms 6 --out museum6    writes museum6.glb and museum6.path.json
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { rooms: { type: 'string', default: '6' }, out: { type: 'string' },
  texture: { type: 'string', default: '1024' }, works: { type: 'string', default: '20' } } });
const rooms = Number(values.rooms), dense = values.works === '50', half = [5, 4], pitch = 10.2, height = 4.5, doorHalf = 1;

const binary = [], json = { asset: { version: '2.0', generator: 'enfilade peer bench' }, scene: 0, scenes: [{ nodes: [] }], nodes: [],
  meshes: [], materials: [], accessors: [], bufferViews: [], textures: [], images: [],
  samplers: [{ magFilter: 9729, minFilter: 9987, wrapS: 10497, wrapT: 10497 }], buffers: [], extensionsUsed: ['KHR_lights_punctual'],
  extensions: { KHR_lights_punctual: { lights: [] } } };
let length = 0;
const view = (bytes) => {
  const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
  json.bufferViews.push({ buffer: 0, byteOffset: length, byteLength: bytes.length });
  binary.push(bytes, padding);
  length += bytes.length + padding.length;
  return json.bufferViews.length - 1;
};
const accessor = (array, type, componentType) => {
  const size = { SCALAR: 1, VEC2: 2, VEC3: 3 }[type];
  const entry = { bufferView: view(Buffer.from(array.buffer)), componentType, count: array.length / size, type };
  if (type === 'VEC3') {
    entry.min = [Infinity, Infinity, Infinity]; entry.max = [-Infinity, -Infinity, -Infinity];
    array.forEach((v, i) => { entry.min[i % 3] = Math.min(entry.min[i % 3], v); entry.max[i % 3] = Math.max(entry.max[i % 3], v); });
  }
  json.accessors.push(entry);
  return json.accessors.length - 1;
};
const primitive = ({ positions, normals, uvs, indices }, material) => ({ material, attributes: {
  POSITION: accessor(new Float32Array(positions), 'VEC3', 5126), NORMAL: accessor(new Float32Array(normals), 'VEC3', 5126),
  TEXCOORD_0: accessor(new Float32Array(uvs), 'VEC2', 5126) }, indices: accessor(new Uint32Array(indices), 'SCALAR', 5125) });
const picture = (seed, size) => {
  const jpeg = execFileSync('convert', ['-size', `${size}x${size}`, '-seed', String(seed), 'plasma:fractal', '-quality', '88', 'jpg:-'],
    { maxBuffer: 1 << 26 });
  json.images.push({ bufferView: view(jpeg), mimeType: 'image/jpeg' });
  json.textures.push({ sampler: 0, source: json.images.length - 1 });
  return json.textures.length - 1;
};
const material = (name, roughness, metallic, colour, texture) => {
  const pbr = { roughnessFactor: roughness, metallicFactor: metallic };
  if (colour) pbr.baseColorFactor = [...colour, 1];
  if (texture !== undefined) pbr.baseColorTexture = { index: texture };
  json.materials.push({ name, pbrMetallicRoughness: pbr });
  return json.materials.length - 1;
};
const mesh = (name, primitives) => json.meshes.push({ name, primitives }) - 1;
const node = (entry) => json.scenes[0].nodes.push(json.nodes.push(entry) - 1);

const empty = () => ({ positions: [], normals: [], uvs: [], indices: [] });
// An axis-aligned box with outward faces.
const box = (shape, low, high, tile = 1) => {
  for (let axis = 0; axis < 3; axis++) for (const side of [0, 1]) {
    const u = (axis + 1) % 3, v = (axis + 2) % 3, first = shape.positions.length / 3;
    for (const [a, b] of [[0, 0], [1, 0], [1, 1], [0, 1]]) {
      const p = [0, 0, 0], n = [0, 0, 0];
      p[axis] = side ? high[axis] : low[axis]; p[u] = a ? high[u] : low[u]; p[v] = b ? high[v] : low[v];
      n[axis] = side ? 1 : -1;
      shape.positions.push(...p); shape.normals.push(...n); shape.uvs.push(p[u] / tile, p[v] / tile);
    }
    shape.indices.push(...(side ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2]).map((i) => first + i));
  }
  return shape;
};
// A lumpy head: a sphere pushed about by a few waves, normals from its neighbours.
const sculpture = (seed) => {
  const shape = empty(), across = 224, down = 112;
  const radius = (theta, phi) => 0.4 * (1 + 0.18 * Math.sin(3 * theta + seed) * Math.sin(2 * phi) + 0.1 * Math.sin(7 * phi + seed * 2) + 0.05 * Math.sin(11 * theta - seed) * Math.sin(9 * phi));
  const at = (i, j) => {
    const theta = (2 * Math.PI * i) / across, phi = (Math.PI * (j + 0.001)) / (down + 0.002), r = radius(theta, phi);
    return [r * Math.sin(phi) * Math.cos(theta), r * 1.3 * Math.cos(phi), r * Math.sin(phi) * Math.sin(theta)];
  };
  for (let j = 0; j <= down; j++) for (let i = 0; i <= across; i++) {
    const [p, a, b, c, d] = [at(i, j), at(i + 1, j), at(i - 1, j), at(i, j + 1), at(i, j - 1)];
    const s = a.map((x, k) => x - b[k]), t = c.map((x, k) => x - d[k]);
    const n = [t[1] * s[2] - t[2] * s[1], t[2] * s[0] - t[0] * s[2], t[0] * s[1] - t[1] * s[0]], l = -Math.hypot(...n) || 1;
    shape.positions.push(...p); shape.normals.push(...n.map((x) => x / l)); shape.uvs.push(i / across, j / down);
    if (i < across && j < down) { const q = j * (across + 1) + i; shape.indices.push(q, q + 1, q + across + 1, q + 1, q + across + 2, q + across + 1); }
  }
  return shape;
};

const size = Number(values.texture);
const floor = material('floor', 0.45, 0, null, picture(1, size)), wall = material('wall', 0.9, 0, null, picture(2, size));
const ceiling = material('ceiling', 0.95, 0, [0.8, 0.8, 0.8]), plinth = material('plinth', 0.8, 0, [0.75, 0.74, 0.72]);
const mouldings = [material('gilt', 0.35, 1, [0.83, 0.64, 0.3]), material('walnut', 0.5, 0, [0.22, 0.12, 0.07]), material('black', 0.4, 0, [0.03, 0.03, 0.03])];
const frames = [];
let seed = 10;
for (let r = 0; r < rooms; r++) {
  const x = r * pitch, [w, d] = half, walls = empty();
  box(walls, [x - w, 0, -d - 0.1], [x + w, height, -d], 3);
  box(walls, [x - w, 0, d], [x + w, height, d + 0.1], 3);
  for (const [side, open] of [[-1, r > 0], [1, r < rooms - 1]]) {
    const a = Math.min(x + side * w, x + side * (w + 0.1)), b = a + 0.1;
    if (!open) { box(walls, [a, 0, -d], [b, height, d], 3); continue; }
    box(walls, [a, 0, -d], [b, height, -doorHalf], 3);
    box(walls, [a, 0, doorHalf], [b, height, d], 3);
    box(walls, [a, 3, -doorHalf], [b, height, doorHalf], 3);
  }
  node({ name: `room${r}`, mesh: mesh(`room${r}`, [primitive(walls, wall),
    primitive(box(empty(), [x - w - 0.1, -0.1, -d], [x + w + 0.1, 0, d], 2), floor),
    primitive(box(empty(), [x - w - 0.1, height, -d], [x + w + 0.1, height + 0.1, d]), ceiling)]) });
  const spots = [];
  const across = dense ? 11 : 7, step = dense ? 0.88 : 1.4, scale = dense ? 0.6 : 1;
  for (const y of dense ? [1.3, 2.4] : [1.6])
    for (let i = 0; i < across; i++) {
      const dx = step * (i - (across - 1) / 2);
      spots.push([dx, -d + 0.1, 0, y], [dx, d - 0.1, Math.PI, y]);
    }
  for (const side of [-1, 1]) for (const z of [-2.4, 2.4]) spots.push([side * (w - 0.1), z, -side * Math.PI / 2, 1.6]);
  spots.forEach(([dx, z, turn, y], i) => {
    const a = scale * (0.4 + 0.02 * (i % 6)), b = scale * (0.4 + 0.03 * (i % 5)), frame = empty();
    for (const [low, high] of [[[-a - 0.08, b, 0], [a + 0.08, b + 0.08, 0.045]], [[-a - 0.08, -b - 0.08, 0], [a + 0.08, -b, 0.045]],
      [[-a - 0.08, -b, 0], [-a, b, 0.045]], [[a, -b, 0], [a + 0.08, b, 0.045]]]) box(frame, low, high);
    const canvas = { positions: [-a, -b, 0.01, a, -b, 0.01, a, b, 0.01, -a, b, 0.01], normals: [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1],
      uvs: [0, 1, 1, 1, 1, 0, 0, 0], indices: [0, 1, 2, 0, 2, 3] };
    node({ name: `work${seed}`, translation: [x + dx, y, z], rotation: [0, Math.sin(turn / 2), 0, Math.cos(turn / 2)],
      mesh: mesh(`work${seed}`, [primitive(canvas, material(`canvas${seed}`, 0.7, 0, null, picture(seed, size))), primitive(frame, mouldings[i % 3])]) });
    seed++;
  });
  for (const side of [-1, 1]) {
    node({ name: `plinth${seed}`, mesh: mesh('plinth', [primitive(box(empty(), [-0.35, 0, -0.35], [0.35, 0.9, 0.35]), plinth)]), translation: [x + 2.6 * side, 0, 2 * side] });
    node({ name: `work${seed}`, translation: [x + 2.6 * side, 1.45, 2 * side],
      mesh: mesh(`work${seed}`, [primitive(sculpture(seed), material(`stone${seed}`, 0.55, 0, null, picture(seed, size)))]) });
    seed++;
  }
  for (const [sx, sz] of [[-2.5, -1], [2.5, -1], [2.5, 1], [-2.5, 1]]) {
    json.extensions.KHR_lights_punctual.lights.push({ type: 'spot', intensity: 60, color: [1, 0.93, 0.82], range: 12,
      spot: { innerConeAngle: 0.55, outerConeAngle: 0.95 } });
    const tilt = 2 * Math.asin(0.479425538604203), turn = sz < 0 ? 0 : Math.PI;
    node({ name: `spot${r}`, translation: [x + sx, 4.3, sz * 1.2], extensions: { KHR_lights_punctual: { light: json.extensions.KHR_lights_punctual.lights.length - 1 } },
      rotation: [-Math.sin(tilt / 2) * Math.cos(turn / 2), Math.sin(turn / 2) * Math.cos(tilt / 2), Math.sin(turn / 2) * Math.sin(tilt / 2), Math.cos(turn / 2) * Math.cos(tilt / 2)] });
  }
  for (let i = 0; i < 20; i++) {
    const t = i / 20, angle = Math.PI * (0.5 + 2 * t), dx = Math.cos(angle), dz = Math.sin(angle), tilt = Math.hypot(1, 0.05);
    frames.push({ p: [x - w + 2 * w * t, 1.6, 0.6 * Math.sin(2 * Math.PI * t)], d: [dx / tilt, -0.05 / tilt, dz / tilt] });
  }
}
json.buffers.push({ byteLength: length });
const text = Buffer.from(JSON.stringify(json)), padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')]);
const word = (...numbers) => { const b = Buffer.alloc(4 * numbers.length); numbers.forEach((n, i) => b.writeUInt32LE(n, 4 * i)); return b; };
writeFileSync(`${values.out}.glb`, Buffer.concat([word(0x46546c67, 2, 12 + 8 + padded.length + 8 + length), word(padded.length, 0x4e4f534a), padded, word(length, 0x004e4942), ...binary]));
writeFileSync(`${values.out}.path.json`, JSON.stringify({ fovY: 60, near: 0.05, far: 300, up: [0, 1, 0], frames }));
console.log(`${values.out}.glb: ${rooms} rooms, ${rooms * (dense ? 50 : 20)} works, ${frames.length} poses`);
