/** What a sync hears once it has sent: a file of its own, because nothing of it stands in the way of the first screen. */

export { carry } from "./carry";
export { compareAll, compareHoldings, fetchWanted, hearChanges, refreshLists } from "./receive";
export { sendPhotos } from "./photos";
export { recover } from "./recover";
