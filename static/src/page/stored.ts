/** Shows what the phone holds, and shows it anew whenever that changes, here or in the worker. */

import { useSignal, type Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { onStoreChange, type StoreChange } from "../store/changes";

/**
 * The signal is undefined until the first answer; a later answer to an earlier question is dropped.
 * What is known already is drawn first and asked for then; what is not, while the frame is being drawn.
 */
export function useStored<T>(about: StoreChange["about"], load: () => Promise<T>, asked: unknown[], known?: T): Signal<T | undefined> {
  const found = useSignal(known);
  useLayoutEffect(() => {
    let current = true;
    const refresh = async () => {
      const value = await load();
      if (current) found.value = value;
    };
    if (known && found.value === known) whenDrawn(() => current && void refresh());
    else void refresh();
    const stop = onStoreChange((change) => {
      if (change.about === about) void refresh();
    });
    return () => {
      current = false;
      stop();
    };
  }, asked);
  return found;
}

/** After the frame that is being made; useEffect on a slow phone comes before it. */
export const whenDrawn = (work: () => void) => requestAnimationFrame(() => setTimeout(work));
