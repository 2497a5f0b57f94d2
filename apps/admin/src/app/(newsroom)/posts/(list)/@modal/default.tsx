/** Nothing lies over the list. */
export default function NothingOver() {
  return null;
}
