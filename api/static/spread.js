// Geometry of the picture: places stretched to the canvas, boxes of nodes and labels kept apart, labels that fit.
// All boxes are { x, y, w, h } with x and y in the middle.

const overlap = (a, b) => ({
  x: (a.w + b.w) / 2 - Math.abs(a.x - b.x),
  y: (a.h + b.h) / 2 - Math.abs(a.y - b.y),
});

// Scales the places of boxes to a canvas; where the boxes need more than it has, to a larger one of its shape.
// Returns the width and height used.
export const stretch = (boxes, width, height) => {
  const needed = 1.7 * boxes.reduce((sum, box) => sum + box.w * box.h, 0);
  const factor = Math.max(1, Math.sqrt(needed / (width * height)));
  const room = { width: width * factor, height: height * factor };
  const widest = Math.max(...boxes.map((box) => box.w)), highest = Math.max(...boxes.map((box) => box.h));
  for (const [axis, size] of [["x", Math.max(1, room.width - widest)], ["y", Math.max(1, room.height - highest)]]) {
    const values = boxes.map((box) => box[axis]);
    const least = Math.min(...values), range = Math.max(...values) - least;
    for (const box of boxes) box[axis] = range ? ((box[axis] - least) / range - 0.5) * size : 0;
  }
  return room;
};

// Pushes overlapping boxes apart along the axis where less is needed, within the room.
export const separate = (boxes, room, rounds = 160) => {
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (let i = 0; i < boxes.length; i += 1) for (let j = i + 1; j < boxes.length; j += 1) {
      const a = boxes[i], b = boxes[j], by = overlap(a, b);
      if (by.x <= 0.5 || by.y <= 0.5) continue;
      moved = true;
      // Labels are wide: going apart up and down costs less of the picture's shape.
      const axis = by.x < by.y * 1.4 ? "x" : "y";
      const away = (a[axis] < b[axis] || (a[axis] === b[axis] && i < j) ? -1 : 1) * by[axis] * 0.52;
      a[axis] += away / 2;
      b[axis] -= away / 2;
    }
    for (const box of boxes) {
      box.x = Math.max((box.w - room.width) / 2, Math.min((room.width - box.w) / 2, box.x));
      box.y = Math.max((box.h - room.height) / 2, Math.min((room.height - box.h) / 2, box.y));
    }
    if (!moved) return;
  }
};

// Returns which of the boxes, taken in their order, can stand without covering one that stands already.
export const fitting = (boxes, standing) => {
  const taken = [...standing];
  return boxes.map((box) => {
    const free = taken.every((other) => { const by = overlap(box, other); return by.x <= 0 || by.y <= 0; });
    if (free) taken.push(box);
    return free;
  });
};
