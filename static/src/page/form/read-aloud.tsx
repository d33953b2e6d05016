/** Reads the notice aloud where the phone has an Indonesian voice: not every worker reads, and volunteers get hoarse. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../text";

/** text is Indonesian, whatever the volunteer reads: it is the worker who listens. */
export function ReadAloud({ text }: { text: string }) {
  const voice = useSignal(indonesian());
  const speaking = useSignal(false);
  useEffect(() => {
    const look = () => (voice.value = indonesian());
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", look);
    return () => {
      globalThis.speechSynthesis?.removeEventListener?.("voiceschanged", look);
      globalThis.speechSynthesis?.cancel();
    };
  }, []);
  if (!voice.value) return null;
  const toggle = () => {
    speechSynthesis.cancel();
    speaking.value = !speaking.value;
    if (!speaking.value) return;
    const words = Object.assign(new SpeechSynthesisUtterance(text), { voice: voice.value, lang: "id-ID", rate: 0.9 });
    words.onend = () => (speaking.value = false);
    speechSynthesis.speak(words);
  };
  return (
    <button type="button" class="quiet wide" aria-pressed={speaking.value} onClick={toggle}>
      {speaking.value ? t("Berhenti membacakan") : t("Bacakan")}
    </button>
  );
}

const indonesian = (): SpeechSynthesisVoice | undefined =>
  globalThis.speechSynthesis?.getVoices().find(({ lang, localService }) => lang.startsWith("id") && localService);
