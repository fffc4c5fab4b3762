// What a token leaves behind, as far as it decides what may follow.

/** An operator, an opening bracket, a keyword: a value may follow. */
export const nothing = 0;
/** A value: an operator may follow. */
export const value = 1;
/** A string: another one may follow, too. */
export const string = 2;
