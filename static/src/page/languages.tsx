/** The two languages of the app, each called by its own name. */

import { flush } from "./form/draft";
import { Chip } from "./pieces/choice";
import { language, speak, t, type Language } from "./text";

const NAMES = { id: "Bahasa Indonesia", en: "English" };

export const Languages = () => (
  <div class="chips" role="group" aria-label={t("Bahasa")}>
    {(Object.keys(NAMES) as Language[]).map((one) => (
      <Chip key={one} on={one === language} onTap={() => one !== language && void flush().then(() => speak(one))}>
        <span lang={one}>{NAMES[one]}</span>
      </Chip>
    ))}
  </div>
);
