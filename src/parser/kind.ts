// Kinds of tokens; constants of their own, so that bundlers put in the numbers.

/** The end of the text. */
export const end = 0;
/** The end of a logical line. */
export const newline = 1;
/** A name or keyword. */
export const word = 2;
/** A number. */
export const number = 3;
/** A whole literal without replacement fields. */
export const string = 4;
/** Prefix and opening quote of an f-string or t-string; its fields follow as tokens of their own. */
export const formatStart = 5;
/** The closing quote of an f-string. */
export const formatEnd = 6;
/** A string that the line or the file ends before its quote; `from` is where it begins. */
export const unterminated = 7;
/** An opening bracket. */
export const open = 8;
/** A closing bracket. */
export const close = 9;
/** Any operator or punctuation. */
export const operator = 10;
/** A character that Python knows only in strings and comments. */
export const stray = 11;
/** `!r` in a replacement field. */
export const conversion = 12;
