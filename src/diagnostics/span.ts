/** A half-open range `[from, to)` of UTF-16 offsets into the text that was parsed. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
