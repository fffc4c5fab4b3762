import { distance } from "../../diagnostics/nearest.ts";

const digits = (word: string): string => word.replace(/\D/g, "");

/**
 * The one word that was certainly meant by `word`: the only one that differs in case, or in one letter (two in a longer
 * word). Numbers tell words apart, so `train2` is no slip for `train1`. Of several words that are as near, the one that
 * is `wanted` by nothing else is meant.
 */
export function misspelt(
  word: string,
  candidates: readonly string[],
  isWanted: (word: string) => boolean,
): string | null {
  const lower = word.toLowerCase();
  const most = lower.length < 3 ? 0 : lower.length < 6 ? 1 : 2;
  const near = candidates
    .filter((each) => digits(each) === digits(word) && Math.abs(each.length - word.length) <= most)
    .map((each) => ({ each, away: distance(lower, each.toLowerCase()) }))
    .filter(({ away }) => away <= most);
  const best = Math.min(...near.map(({ away }) => away));
  const nearest = near.flatMap(({ each, away }) => (away === best ? each : []));
  const [only, ...more] = nearest.length > 1 ? nearest.filter(isWanted) : nearest;
  return more.length === 0 ? (only ?? null) : null;
}
