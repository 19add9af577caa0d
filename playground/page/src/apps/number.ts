/** Telephone numbers as people write them; what is not known here stays as it is. */

const SHAPES: [RegExp, string][] = [
  [/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3"],
  [/^\+44(\d{4})(\d{6})$/, "+44 $1 $2"],
  [/^\+49(\d{3})(\d+)$/, "+49 $1 $2"],
  [/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "+33 $1 $2 $3 $4 $5"],
];

export function written(number: string): string {
  const [pattern, shape] = SHAPES.find(([each]) => each.test(number)) ?? [];
  return pattern && shape ? number.replace(pattern, shape) : number;
}
