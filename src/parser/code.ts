// The character codes that the lexer tells apart; constants of their own, so that bundlers put in the numbers.

/** a tab */
export const tab = 9;
/** a line feed */
export const newline = 10;
/** a space */
export const space = 32;
/** `!` */
export const bang = 33;
/** `"` */
export const doubleQuote = 34;
/** `#` */
export const hash = 35;
/** `'` */
export const singleQuote = 39;
/** `(` */
export const parenOpen = 40;
/** `)` */
export const parenClose = 41;
/** `*` */
export const star = 42;
/** `+` */
export const plus = 43;
/** `,` */
export const comma = 44;
/** `-` */
export const minus = 45;
/** `.` */
export const dot = 46;
/** `/` */
export const slash = 47;
/** `:` */
export const colon = 58;
/** `;` */
export const semicolon = 59;
/** `<` */
export const less = 60;
/** `=` */
export const equals = 61;
/** `>` */
export const greater = 62;
/** `@` */
export const at = 64;
/** `[` */
export const bracketOpen = 91;
/** `\` */
export const backslash = 92;
/** `]` */
export const bracketClose = 93;
/** a backtick */
export const backtick = 96;
/** `{` */
export const braceOpen = 123;
/** `}` */
export const braceClose = 125;
/** `~` */
export const tilde = 126;
