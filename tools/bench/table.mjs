// Tables for a terminal: the first column to the left, figures to the right.

/** `rows` are arrays of cells, the first one the heads; an empty cell is where there is nothing to say. */
export function table([heads, ...rows]) {
  const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ");
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(heads), rule, ...rows.map(line)].map((text) => text.trimEnd()).join("\n");
}

/** 451234 as `451,000`: more than three figures would claim more than a bench can tell. */
export function rounded(number) {
  return Number(number.toPrecision(3)).toLocaleString("en");
}

export function times(ratio) {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toPrecision(3)}×`;
}

export function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
