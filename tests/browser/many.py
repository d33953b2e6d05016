"""A phone after two years of work: many registrations, without filling in as many forms."""

from tests.browser.field_app import FieldApp

# older ones like the first that is there, each with its own id and place in the list
MULTIPLY = """
async ([many, state]) => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await answer(indexedDB.open("jangkau"));
  const tx = db.transaction(["entries", "state"], "readwrite");
  const complete = new Promise((resolve) => { tx.oncomplete = resolve; });
  const [entries, states] = [tx.objectStore("entries"), tx.objectStore("state")];
  const [own, counter] = await Promise.all([entries.getAll(), states.get("counter")].map(answer));
  for (const one of own) entries.put({ ...one, order: one.order - many });
  for (let number = 1; number <= many; number += 1) {
    const id = crypto.randomUUID();
    // the box is bound to another id and does not open: trying costs what opening costs
    entries.put({ ...own[0], id, order: -number, state });
  }
  states.put(counter + many, "counter");
  await complete;
  db.close();
}
"""


def multiply(app: FieldApp, many: int, *, state: str = "sent") -> None:
    """Add so many older registrations, behind the app's back: it sees them when it starts again."""
    app.page.evaluate(MULTIPLY, [many, state])
