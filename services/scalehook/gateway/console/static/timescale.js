// Where a moment stands on a chart: waits in which nothing happens take little room, if they are to be folded.
const LONG = 30000; // milliseconds
const SHARE = 0.2; // of the whole: a gap that is longer is folded
const FOLDED = 0.05; // of the width

export function scale(moments, folds, from, to) {
  const inside = [...new Set([from, ...moments.filter((at) => at > from && at < to), to])].sort((a, b) => a - b);
  const whole = Math.max(1, to - from);
  const gaps = inside.slice(1).map((at, index) => ({ start: inside[index], end: at, long: folds && at - inside[index] > LONG && at - inside[index] > SHARE * whole }));
  const open = gaps.filter((gap) => !gap.long).reduce((sum, gap) => sum + gap.end - gap.start, 0);
  const folded = gaps.filter((gap) => gap.long).length;
  const room = Math.max(0.1, 1 - folded * FOLDED);
  let x = 0;
  for (const gap of gaps) {
    gap.x = x;
    gap.width = gap.long ? (open ? FOLDED : 1 / folded) : (room * (gap.end - gap.start)) / Math.max(1, open);
    x += gap.width;
  }
  const place = (at) => {
    if (at <= from) return 0;
    const gap = gaps.find((each) => at <= each.end);
    return gap ? Math.min(1, gap.x + (gap.width * (at - gap.start)) / Math.max(1, gap.end - gap.start)) : 1;
  };
  // the other way round: which moment stands there
  const moment = (share) => {
    const gap = gaps.find((each) => share <= each.x + each.width) ?? gaps[gaps.length - 1];
    return gap.start + (gap.end - gap.start) * Math.min(1, Math.max(0, (share - gap.x) / Math.max(1e-9, gap.width)));
  };
  return { place, moment, folds: gaps.filter((gap) => gap.long) };
}
