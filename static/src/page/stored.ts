/** Shows what the phone holds, and shows it anew whenever that changes, here or in the worker. */

import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { onStoreChange, type StoreChange } from "../store/changes";

/** The signal is undefined until the first answer; a later answer to an earlier question is dropped. */
export function useStored<T>(about: StoreChange["about"], load: () => Promise<T>, asked: unknown[]): Signal<T | undefined> {
  const found = useSignal<T | undefined>(undefined);
  useEffect(() => {
    let current = true;
    const refresh = async () => {
      const value = await load();
      if (current) found.value = value;
    };
    void refresh();
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
