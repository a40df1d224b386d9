"""The command line as its callers see it. Run by ctest as `cli_test.py CASE`, with ENFILADE naming the executable."""
import json
import math
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

ENFILADE = os.environ["ENFILADE"]
SHARED = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "data"


def run(*arguments, env=None, timeout=200):
    whole = dict(os.environ)
    whole.update(env or {})
    return subprocess.run([ENFILADE, *map(str, arguments)], capture_output=True, text=True, env=whole, timeout=timeout)


def png_bytes(width, height, colour_at):
    rows = b"".join(b"\0" + b"".join(bytes(colour_at(x, y)) for x in range(width)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def read_png(path):
    """Width, height and the rows of an 8-bit RGB or RGBA PNG."""
    data = pathlib.Path(path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        at += 12 + length
    step = {2: 3, 6: 4}[colour]
    assert depth == 8
    raw, rows, previous = zlib.decompress(packed), [], bytearray(width * step)
    for y in range(height):
        kind, line = raw[y * (width * step + 1)], bytearray(raw[y * (width * step + 1) + 1:(y + 1) * (width * step + 1)])
        for i in range(len(line)):
            a = line[i - step] if i >= step else 0
            b, c = previous[i], previous[i - step] if i >= step else 0
            p = a + b - c
            paeth = min((a, b, c), key=lambda v: (abs(p - v), (a, b, c).index(v)))
            line[i] = (line[i] + [0, a, b, (a + b) // 2, paeth][kind]) & 255
        rows.append(bytes(line))
        previous = line
    return width, height, step, rows


def colours(path):
    width, _, step, rows = read_png(path)
    return {row[x * step:x * step + 3] for row in rows for x in range(0, width, 3)}


def cube_obj(size):
    corners = [(x, y, z) for x in (0, size) for y in (0, size) for z in (0, size)]
    faces = ["1 3 4 2", "5 6 8 7", "1 2 6 5", "3 7 8 4", "1 5 7 3", "2 4 8 6"]
    return "".join(f"v {x} {y} {z}\n" for x, y, z in corners) + "".join(f"f {f}\n" for f in faces)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="enfilade_cli_"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.picture = self.folder / "Sahil ə ʻ берег.png"
        self.picture.write_bytes(png_bytes(320, 200, lambda x, y: (x * 255 // 319, y * 255 // 199, 90)))
        self.model = self.folder / "cube.obj"
        self.model.write_text(cube_obj(400))

    def ok(self, *arguments, **options):
        result = run(*arguments, **options)
        self.assertEqual(result.returncode, 0, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result

    def project(self):
        show = self.folder / "show"
        self.ok("new", show, "--title", "A show")
        self.ok("import", show, self.picture, "--title", "Evening", "--height-mm", 500)
        self.ok("import", show, self.model, "--title", "Cube", "--height-mm", 400)
        return show


class Help(Case):
    def test_every_command_explains_itself(self):
        for command in ["new", "import", "cook", "bake", "check", "render", "info", "bench"]:
            self.assertIn("Usage", self.ok(command, "--help").stdout)

    def test_no_program_but_the_import_worker_links_importers(self):
        for program in pathlib.Path(ENFILADE).parent.glob("enfilade*"):
            libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
            if program.name == "enfilade-import":
                self.assertIn("libassimp", libraries)
            elif program.name != "enfilade-demo":  # which makes files of all kinds
                self.assertIsNone(re.search("libassimp|libvips|libseccomp", libraries), program.name)

    def test_wrong_calls_exit_with_2(self):
        for call in [[], ["fly"], ["info"], ["render", "x", "--size", "1x1", "--fly"]]:
            self.assertEqual(run(*call).returncode, 2, call)


class Info(Case):
    def test_image(self):
        report = json.loads(self.ok("info", self.picture, "--json").stdout)
        self.assertEqual((report["ok"], report["kind"]), (True, "image"))

    def test_model_with_catalogued_size(self):
        report = json.loads(self.ok("info", self.model, "--height-mm", 400, "--json").stdout)
        self.assertEqual((report["ok"], report["kind"], report["triangles"]), (True, "model", 12))
        self.assertIn("model.unit_guess", [w["id"] for w in report["warnings"]])

    def test_errors_have_ids(self):
        for name, content in [("nothing.glb", None), ("broken.glb", b"glTF\2\0\0\0"), ("text.png", b"hello")]:
            if content is not None:
                (self.folder / name).write_bytes(content)
            result = run("info", self.folder / name, "--json")
            report = json.loads(result.stdout)
            self.assertEqual((result.returncode, report["ok"]), (1, False), name)
            self.assertTrue(report["error"]["id"] and report["error"]["text"], name)

    def test_without_the_program_that_reads_files(self):
        alone = self.folder / "bin" / "enfilade"
        alone.parent.mkdir()
        shutil.copy(ENFILADE, alone)
        for file in [self.picture, self.model]:
            result = subprocess.run([alone, "info", file, "--json"], capture_output=True, text=True)
            error = json.loads(result.stdout)["error"]
            self.assertEqual((result.returncode, error["id"]), (1, "import.worker"))
            self.assertIn(str(alone.parent / "enfilade-import"), error["text"])


class InfoShared(Case):
    def test_real_files(self):
        if not SHARED.exists():
            self.skipTest("SKIPPED: the shared data is not here")
        report = json.loads(self.ok("info", SHARED / "bench/small.glb", "--json").stdout)
        self.assertEqual(report["kind"], "model")
        self.assertGreater(report["triangles"], 100000)
        self.assertTrue(report["textures"])


class Light(Case):
    def test_tells_what_a_luminaire_emits(self):
        file = self.folder / "spot.ies"
        angles = range(0, 91, 10)
        file.write_text("IESNA:LM-63-2002\n[MANUFAC] Baku Light\nTILT=NONE\n1 1000 1 10 1 1 2 -0.1 -0.1 0\n1 1 12\n"
                        + " ".join(map(str, angles)) + "\n0\n" + " ".join("500" for _ in angles) + "\n")
        report = json.loads(self.ok("light", "file", file, "--json").stdout)
        self.assertAlmostEqual(report["lumens"], 2 * 3.14159265 * 500, places=2)
        self.assertEqual((report["peak_cd"], report["beam_deg"], report["symmetry"], report["watts"]),
                         (500, 180, "rotational", 12))
        self.assertIn("Baku Light", self.ok("light", "file", file).stdout)

    def test_refuses_what_is_no_luminaire(self):
        file = self.folder / "note.ies"
        file.write_text("hello")
        result = run("light", "file", file, "--json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["error"]["id"], "photometry.unknown")


class Project(Case):
    def test_new_import_check(self):
        show = self.project()
        self.assertIn("nothing is wrong", self.ok("check", show).stdout)
        self.assertTrue(json.loads(self.ok("check", show, "--json").stdout)["ok"])
        document = json.loads((show / "exhibition.json").read_text())
        self.assertIn('"height_mm":500', json.dumps(document, separators=(",", ":")).replace("500.0", "500"))

    def test_new_does_not_overwrite(self):
        show = self.project()
        before = (show / "exhibition.json").read_bytes()
        result = run("new", show)
        self.assertEqual(result.returncode, 1)
        self.assertIn("project.exists", result.stderr)
        self.assertEqual((show / "exhibition.json").read_bytes(), before)

    def test_a_room_from_a_model(self):
        show = self.folder / "loft"
        room = self.folder / "room.obj"
        room.write_text(cube_obj(6))
        self.ok("new", show, "--room", room)
        self.ok("check", show)

    def floor(self):
        """Two rooms of 5 x 4 m with a wall of 0.2 m and a doorway of 1.2 x 2.2 m between, in centimetres."""
        file, boxes = self.folder / "floor.obj", []
        for x, z, w, d in [(-20, -20, 1060, 20), (-20, 400, 1060, 20), (-20, 0, 20, 400), (1020, 0, 20, 400),
                           (500, 0, 20, 140), (500, 260, 20, 140)]:
            boxes.append((x, 0, z, w, 320, d))
        boxes += [(500, 220, 140, 20, 100, 120), (0, -10, 0, 1020, 10, 400), (0, 320, 0, 1020, 10, 400)]
        faces = ["1 3 4 2", "5 6 8 7", "1 2 6 5", "3 7 8 4", "1 5 7 3", "2 4 8 6"]
        text = ""
        for n, (x, y, z, w, h, d) in enumerate(boxes):
            text += "".join(f"v {x + i * w} {y + j * h} {z + k * d}\n" for i in (0, 1) for j in (0, 1) for k in (0, 1))
            text += "".join("f " + " ".join(str(int(v) + 8 * n) for v in face.split()) + "\n" for face in faces)
        file.write_text(text)
        return file

    def test_a_floor_becomes_rooms_that_stay_corrected(self):
        show = self.folder / "floor"
        self.ok("new", show)
        report = json.loads(self.ok("import", show, self.floor(), "--room", "--json").stdout)["files"][0]
        self.assertEqual((report["rooms"], report["doorways"]), (2, 1), report)
        self.assertAlmostEqual(report["area_m2"], 40, delta=0.8)
        self.ok("check", show)
        self.ok("cook", show)
        view = self.folder / "view.png"
        self.ok("render", show, "--viewpoint", "view-floor-1", "--size", "64x48", "-o", view)
        self.assertGreater(len(colours(view)), 2, "an empty picture")

        document = json.loads((show / "exhibition.json").read_text())
        doorway = next(d for d in document["doorways"].values() if d.get("to"))
        self.assertAlmostEqual(doorway["width_m"], 1.2, delta=0.1)
        self.assertAlmostEqual(doorway["height_m"], 2.2, delta=0.1)
        document["rooms"]["floor-1"]["name"]["en"] = "The Blue Room"
        (show / "exhibition.json").write_text(json.dumps(document))
        again = json.loads(self.ok("import", show, self.floor(), "--room", "--one-room", "--json").stdout)["files"][0]
        self.assertEqual((again["rooms"], again["doorways"]), (1, 0))
        rooms = json.loads((show / "exhibition.json").read_text())["rooms"]
        self.assertEqual(rooms["floor-1"]["name"]["en"], "The Blue Room")
        self.assertEqual(len(rooms), 4, rooms.keys())
        self.ok("check", show)


class Operators(Case):
    def test_listed_with_typed_arguments(self):
        listed = json.loads(self.ok("ops", "--json").stdout)
        self.assertTrue(listed["ok"])
        operators = {one["id"]: one for one in listed["operators"]}
        self.assertGreater(len(operators), 60)
        hang = {one["name"]: one for one in operators["placement.hang"]["arguments"]}
        self.assertEqual(hang["work"]["tables"], ["works"])
        self.assertEqual(hang["along"]["unit"], "metres")
        self.assertEqual(hang["wall"]["source"], "wall")
        nudges = {one["keys"]: one["arguments"] for one in operators["arrange.nudge"]["shortcuts"]}
        self.assertEqual(nudges["Alt+Left"], {"way": "left", "step": "1"})
        for one in operators:
            self.assertIn(one, self.ok("ops").stdout)

    def test_run_undone_and_saved_from_call_to_call(self):
        show = self.folder / "show"
        self.ok("new", show)
        before = (show / "exhibition.json").read_text()
        said = json.loads(self.ok("run-op", show, "room.rectangle", "x=20", "z=0", "width=6", "depth=5", "--json").stdout)
        self.assertEqual(said, {"ok": True, "step": 1, "selection": ["rooms/room-2"], "unsaved": True})
        self.ok("run-op", show, "furniture.add", "kind=bench", "--room", "room-2")
        self.ok("run-op", show, "arrange.nudge", "way=up", "--select", "furniture/bench-1")
        self.ok("run-op", show, "room.rename", "name=Zal", "--room", "room-2", "--language", "az")
        self.assertEqual((show / "exhibition.json").read_text(), before, "the journal has it, the file not yet")
        self.ok("run-op", show, "edit.undo")
        self.ok("run-op", show, "edit.save")
        document = json.loads((show / "exhibition.json").read_text())
        self.assertEqual(document["furniture"]["bench-1"]["position_m"], [23, 2.49])
        self.assertNotIn("name", document["rooms"]["room-2"], "the name was taken back")
        self.ok("check", show)

    def test_refusals_have_ids_and_leave_no_trace(self):
        show = self.folder / "show"
        self.ok("new", show)
        for call, error in ((["furniture.add", "x=99"], "furniture.outside_room"), (["edit.undo"], "operator.unavailable"),
                            (["edit.dance"], "operator.unknown"), (["room.draw", "points=0,0;1"], "argument.value"),
                            (["room.draw", "corners=4"], "argument.unknown"),
                            (["room.set-ceiling", "height=high"], "argument.value")):
            done = run("run-op", show, *call, "--json")
            self.assertEqual(done.returncode, 1, call)
            self.assertEqual(json.loads(done.stdout)["error"]["id"], error)
        self.assertFalse([line for line in (show / "exhibition.journal").read_text().splitlines()[1:] if line])


class Broken(Case):
    def test_mistakes_are_named(self):
        show = self.project()
        file = show / "exhibition.json"
        good = file.read_text()
        cases = [(good.replace('"version": 1', '"version": 99').replace('"version":1', '"version":99'), "document.newer_version"),
                 (good[:len(good) // 2], ""), ("", ""), (re.sub(r'("height_mm": ?)500', r"\1-500", good), "record.number")]
        for text, expected in cases:
            self.assertNotEqual(text, good)
            file.write_text(text)
            result = run("check", show, "--json")
            report = json.loads(result.stdout)
            self.assertEqual(result.returncode, 1)
            ids = [e["id"] for e in report["errors"]]
            self.assertTrue(any(expected in i for i in ids), (expected, ids))
            self.assertEqual(file.read_text(), text, "checking must not change the file")
            self.assertEqual(run("cook", show).returncode, 1)
            self.assertEqual(run("render", show, "-o", self.folder / "x.png").returncode, 1)


class Store(Case):
    def chunks(self, show):
        return sorted((show / ".enfilade").rglob("*.chunk"))

    def test_cook_is_deterministic_and_kept(self):
        show = self.project()
        self.ok("cook", show)
        first = {p.name: p.read_bytes() for p in self.chunks(show)}
        self.assertGreaterEqual(len(first), 2)
        times = {p: p.stat().st_mtime_ns for p in self.chunks(show)}
        self.ok("cook", show)
        self.assertEqual(times, {p: p.stat().st_mtime_ns for p in self.chunks(show)})
        shutil.rmtree(show / ".enfilade")
        self.ok("cook", show)
        self.assertEqual(first, {p.name: p.read_bytes() for p in self.chunks(show)})

    def test_bake_is_deterministic_and_kept(self):
        show = self.project()
        self.ok("cook", show)
        first = json.loads(self.ok("bake", show, "--quality", "preview", "--json").stdout)
        self.assertTrue(first["ok"])
        self.assertGreater(first["probes"], 0)
        index = (show / ".enfilade/baked.index").read_text()
        chunks = [show / ".enfilade/store" / key[:2] / (key + ".chunk") for key in re.findall(r" (\w+) \w+\n", index)]
        self.assertEqual(len(chunks), first["baked"])
        before = [chunk.read_bytes() for chunk in chunks]
        again = json.loads(self.ok("bake", show, "--quality", "preview", "--json").stdout)
        self.assertEqual((again["baked"], again["ready"]), (0, first["baked"]))
        for chunk in chunks:
            chunk.unlink()
        self.ok("bake", show, "--quality", "preview")
        self.assertEqual([chunk.read_bytes() for chunk in chunks], before)
        self.assertEqual((show / ".enfilade/baked.index").read_text(), index)
        self.assertEqual(run("bake", show, "--quality", "best").returncode, 2)

    def test_two_cooks_at_once(self):
        show = self.project()
        both = [subprocess.Popen([ENFILADE, "cook", str(show)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in "ab"]
        self.assertEqual([p.wait(100) for p in both], [0, 0])
        self.ok("render", show, "-o", self.folder / "x.png", "--size", "160x90")

    def test_flipped_byte_is_found_and_cooked_again(self):
        show = self.project()
        self.ok("cook", show)
        for chunk in self.chunks(show):
            data = bytearray(chunk.read_bytes())
            good = bytes(data)
            data[len(data) // 2] ^= 4
            chunk.write_bytes(data)
            self.ok("cook", show, "--verify")
            self.assertEqual(chunk.read_bytes(), good)


class Render(Case):
    def test_viewpoint_and_camera(self):
        show = self.project()
        missing = run("render", show, "-o", self.folder / "a.png")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("enfilade cook", missing.stderr)
        self.ok("cook", show)
        out = self.folder / "a.png"
        new_user = {"XDG_CACHE_HOME": str(self.folder / "no/cache/yet")}
        self.ok("render", show, "-o", out, "--size", "320x180", env=new_user)
        self.assertTrue((self.folder / "no/cache/yet/enfilade/pipelines.keys").exists())
        self.assertEqual(read_png(out)[:2], (320, 180))
        self.assertGreater(len(colours(out)), 200)
        again = self.folder / "b.png"
        self.ok("render", show, "-o", again, "--size", "320x180")
        self.assertEqual(out.read_bytes(), again.read_bytes())
        self.ok("render", show, "-o", again, "--size", "320x180", "--eye", "4.5,1.6,6", "--target", "4.5,1.5,0", "--fov", "70")
        self.assertNotEqual(out.read_bytes(), again.read_bytes())
        self.ok("render", show, "--all", "-o", self.folder / "all", "--size", "160x90")
        self.assertTrue(list((self.folder / "all").glob("*.png")))
        self.assertEqual(run("render", show, "--viewpoint", "nowhere", "-o", out).returncode, 1)

    def test_traced_light(self):
        show = self.project()
        self.ok("cook", show)
        out, again = self.folder / "a.png", self.folder / "b.png"
        trace = ["render", show, "--reference-traced", "--size", "96x54", "--spp"]
        self.ok(*trace, "4", "-o", out)
        self.assertEqual(read_png(out)[:2], (96, 54))
        self.assertGreater(len(colours(out)), 200)
        self.ok(*trace, "4", "-o", again)
        self.assertEqual(out.read_bytes(), again.read_bytes())
        stopped = subprocess.Popen([ENFILADE, *map(str, trace), "100000", "-o", self.folder / "c.png"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        stopped.stderr.readline()  # it has begun to trace
        stopped.send_signal(signal.SIGINT)
        self.assertIn(b"work.cancelled", stopped.communicate()[1])
        self.assertEqual(stopped.returncode, 1)
        self.assertFalse(list(self.folder.glob("c.png*")))
        self.assertEqual(run(*trace, "4", "--reference", "-o", out).returncode, 2)


class RenderFile(Case):
    def test_alone_on_neutral_ground(self):
        for file in [self.picture, self.model]:
            out = self.folder / "alone.png"
            self.ok("render", "--file", file, "-o", out, "--size", "320x240")
            self.assertEqual(read_png(out)[:2], (320, 240))
            self.assertGreater(len(colours(out)), 30)
        self.assertEqual(run("render", "--file", self.folder / "nothing.glb", "-o", out).returncode, 1)


class Bench(Case):
    def test_contract(self):
        if not SHARED.exists():
            self.skipTest("SKIPPED: the shared data is not here")
        shots = self.folder / "shots"
        shots.mkdir()
        arguments = ["bench", "--scene", SHARED / "bench/small.glb", "--path", SHARED / "bench/small.path.json", "--size", "320x180",
                     "--msaa", 4, "--lights", 8, "--stride", 30, "--shots", shots, "--json"]
        cache = {"XDG_CACHE_HOME": str(self.folder / "cache")}
        for extra in [[], ["--shadows", 2], ["--cold"]]:
            lines = [json.loads(line) for line in self.ok(*arguments, *extra, env=cache).stdout.splitlines()]
            self.assertEqual([line["event"] for line in lines], ["first", "loop-start", "loop-end", "done"])
            first, _, loop, done = lines
            self.assertEqual((first["w"], first["h"], first["samples"]), (320, 180, 4))
            self.assertGreaterEqual(first["firstMs"], first["loadMs"])
            self.assertEqual(first["prepared"], extra != ["--shadows", 2])
            self.assertEqual((len(loop["ms"]), done["frames"]), (4, 4))
            self.assertGreater(loop["triangles"], 0)
            self.assertLessEqual(loop["lights_max"], 8)
            self.assertTrue(done["hash"])
            self.assertTrue(math.isfinite(done["p50"]) and done["peak_rss_kib"] > 0)
        self.assertEqual(sorted(p.name for p in shots.iterdir()), ["ours-small-0.png", "ours-small-1.png"])


class Trace(Case):
    def test_render_writes_what_it_did(self):
        cache = {"XDG_CACHE_HOME": str(self.folder / "cache")}
        draw = ["render", "--file", self.picture, "--size", "160x90", "-o", self.folder / "x.png", "--trace"]
        self.ok(*draw, self.folder / "trace.json", env=cache)
        events = json.loads((self.folder / "trace.json").read_text())["traceEvents"]
        threads = {e["tid"]: e["args"]["name"] for e in events if e["name"] == "thread_name"}
        self.assertLessEqual({"main", "GPU"}, set(threads.values()))
        self.assertEqual(len([e for e in events if e["name"] == "frame"]), 1)
        loads = [e for e in events if e["name"] == "load" and "tile" in e.get("args", {}).get("detail", "")]
        self.assertTrue(loads)
        self.assertTrue(all(threads[e["tid"]].startswith("worker ") for e in loads))
        self.assertGreater([e["args"]["value"] for e in events if e["name"] == "draws"][-1], 0)
        lost = run(*draw, self.folder / "no/such/folder/trace.json", env=cache)
        self.assertEqual(lost.returncode, 1)
        self.assertIn("no/such/folder", lost.stderr)


class Museum(Case):
    def bench(self, folder, *extra):
        return self.ok("bench", "museum", "--rooms", 2, "--works", 6, "--texture", 256, "--sculptures", 34, "--storage", 5,
                       "--folder", folder, "--size", "320x180", *extra)

    def lines(self, result):
        return [json.loads(line) for line in result.stdout.splitlines()]

    def test_walk(self):
        folder = self.folder / "museum"
        made, cooked, first, start, loop, done = self.lines(self.bench(folder, "--frames", 8))
        events = [line["event"] for line in (made, cooked, first, start, loop, done)]
        self.assertEqual(events, ["made", "cooked", "first", "loop-start", "loop-end", "done"])
        self.assertEqual((made["files"], cooked["fresh"], first["prepared"]), (6, 6, True))
        self.assertIn("nothing is wrong", self.ok("check", folder).stdout)
        document = json.loads((folder / "exhibition.json").read_text())
        self.assertEqual((len(document["works"]), len(document["placements"])), (11, 6))
        media = [path.read_bytes() for path in folder.glob("institutions/*/media/*")]
        self.assertEqual(len(set(media)), 6)

        self.assertEqual((len(loop["ms"]), done["frames"]), (8, 8))
        self.assertTrue(loop["triangles"] > 0 and loop["draws"] > 0 and loop["tiles"] > 0 and loop["resident_bytes"] > 0)
        self.assertEqual(loop["rooms_max"], 2)
        self.assertEqual(done["frames_with_holes"], 0)
        self.assertLess(done["worst_frame"], 8)

        # Again: nothing is made, the pictures are the same.
        self.assertEqual(self.lines(self.bench(folder, "--frames", 8, "--budget-mib", 128))[-1]["hash"], done["hash"])

        # Below 128 MiB finishes are coarser, but what is streamed has no holes.
        again = self.lines(self.bench(folder, "--frames", 8, "--holes", 4, "--budget-mib", 64, "--shots", self.folder / "shots"))
        self.assertEqual([line["event"] for line in again], ["first", "loop-start", "loop-end", "done", "holes"])
        self.assertFalse(again[0]["prepared"])
        self.assertEqual((again[4]["frames_with_holes"], again[4]["compared"]), (0, 2))
        self.assertEqual(len(list((self.folder / "shots").iterdir())), 3)
        self.assertGreater(len(colours(self.folder / "shots/museum-0.png")), 200)

        still = self.lines(self.bench(folder, "--still", 3))
        self.assertEqual(still[-1]["frames"], 3)

    def test_wrong_calls(self):
        other = run("bench", "museum", "--rooms", 1, "--works", 1, "--folder", self.folder)  # which holds other things
        self.assertEqual(other.returncode, 1)
        self.assertIn("museum.other_plan", other.stderr)
        self.assertTrue(self.picture.exists())
        self.assertEqual(run("bench", "museum", "--rooms", 9, "--works", 1, "--folder", self.folder / "m").returncode, 1)
        self.assertEqual(run("bench", "museum", "--rooms", 0).returncode, 2)
        self.assertEqual(run("bench").returncode, 2)


class NoDriver(Case):
    def test_says_what_to_install(self):
        result = run("render", "--file", self.picture, "-o", self.folder / "x.png",
                     env={"VK_DRIVER_FILES": "/nonexistent.json", "VK_ICD_FILENAMES": "/nonexistent.json"})
        self.assertEqual(result.returncode, 1)
        self.assertIn("mesa-vulkan-drivers", result.stderr)
        self.assertFalse((self.folder / "x.png").exists())


class FullDisk(Case):
    def test_cook_says_so_and_goes_on_later(self):
        show = self.project()
        noise = self.folder / "noise.png"
        state = 1

        def colour(_x, _y):
            nonlocal state
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            return ((state >> 8) & 255, (state >> 16) & 255, (state >> 4) & 255)

        noise.write_bytes(png_bytes(700, 700, colour))
        self.ok("import", show, noise, "--height-mm", 300)
        small = show / ".enfilade"
        small.mkdir(exist_ok=True)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], capture_output=True).returncode:
            self.skipTest("SKIPPED: mounting a small disk needs root and a kernel that allows it")
        try:
            result = run("cook", show)
            self.assertEqual(result.returncode, 1)
            self.assertIn("file.disk_full", result.stderr)
            self.assertFalse(list(small.rglob("*.tmp")))
        finally:
            subprocess.run(["umount", small], check=True)
        self.ok("cook", show)
        self.ok("render", show, "-o", self.folder / "x.png", "--size", "160x90")


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromName(f"__main__.{sys.argv[1]}")
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(77 if result.skipped else 0)
