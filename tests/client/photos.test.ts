/** A photo of a KTP: asked for, agreed to, sealed, sent piece by piece after all texts, and let go when the office has it. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { problem, type Asked, type Server } from "./support/server";
import { PIN, ROUNDS, savePeople, someone, USER, World, type Tab } from "./support/world";

let world: World;
let server: Server;
let tab: Tab;

beforeEach(async () => {
  ({ world, server, tab } = await World.open());
});

afterEach(() => {
  mock.restoreAll();
  world.close();
});

const CONSENT = { given_at: "2026-11-23T05:10:00.000Z", notice_version: "foto-2026-11-1" };
const TAKEN_AT = "2026-11-23T05:11:00.000Z";

const picture = (size = 84_000) => new Uint8Array(randomBytes(size));
const sync = (on = tab) => on.syncNow("button");
const requests = (on = tab) => on.listPhotoRequests(USER);
const photos = (on = tab) => on.waitingPhotos(USER);
const pieces = () => server.asked.filter(({ method }) => method === "PATCH");
const isPiece = ({ method }: Asked) => method === "PATCH";

/** A registration at the office about which a supervisor has doubts; the request has been heard. */
async function doubted(): Promise<{ registration: string; request: string }> {
  const [registration] = await savePeople(tab, 1);
  const request = tab.newId();
  await sync();
  server.photos.ask(registration!, request);
  await sync();
  return { registration: registration!, request };
}

async function take(request: string, bytes = picture(), on = tab): Promise<Buffer> {
  await on.keepConsent(USER, request, CONSENT);
  const row = (await requests(on)).find(({ id }) => id === request);
  assert.equal(await on.savePhoto(row!, bytes, TAKEN_AT), true);
  return Buffer.from(bytes);
}

describe("a request", () => {
  test("is heard with the supervisor's words, which rest sealed", async () => {
    const { registration, request } = await doubted();
    const [asked, ...others] = await requests();
    assert.deepEqual([asked?.id, asked?.registration_id, asked?.state, asked?.reason, others], [request, registration, "asked", "NIK kurang jelas.", []]);
    const rows = await tab.read(["photo_requests"], (rooms) => rooms.photo_requests.getAll(IDBKeyRange.lowerBound([])));
    assert.ok(!JSON.stringify(rows).includes("NIK"));
    assert.equal((await requests(await world.tab()))[0]?.reason, undefined);
  });

  test("that is withdrawn is gone; after a photo was taken that is said, until it was read", async () => {
    const { request } = await doubted();
    server.photos.withdraw(request);
    await sync();
    assert.deepEqual(await requests(), []);

    const second = (await doubted()).request;
    world.network.onLine = false;
    await take(second);
    world.network.onLine = true;
    server.photos.withdraw(second);
    await sync();
    const [row] = await requests();
    assert.deepEqual([row?.state, row?.said, row?.consent, await photos()], ["unwanted", undefined, undefined, []]);
    await tab.forgetPhotoRequest(row!);
    assert.deepEqual(await requests(), []);
  });

  test("about a registration this phone does not hold brings the registration too", async () => {
    const [id] = await savePeople(tab, 1);
    await sync();
    server.photos.ask(id!, tab.newId());
    await tab.write(["entries"], ({ entries }) => entries.delete(id!));
    await sync();
    assert.equal((await tab.readEntry(id!))?.registration.full_name, "Siti Contoh 0");
  });

  test("without the worker's word has no photo, and the word outlives a phone that drops the app", async () => {
    const { request } = await doubted();
    const [row] = await requests();
    await assert.rejects(tab.savePhoto(row!, picture(), TAKEN_AT));
    await tab.keepConsent(USER, request, CONSENT);
    const later = await world.crash();
    assert.deepEqual((await requests(later))[0]?.consent, CONSENT);
    await later.keepConsent(USER, request, undefined);
    assert.equal((await requests(later))[0]?.consent, undefined);
    assert.deepEqual(await photos(), []);
  });

  test("withdrawn while the camera was open takes no photo", async () => {
    const { request } = await doubted();
    await tab.keepConsent(USER, request, CONSENT);
    const [row] = await requests();
    server.photos.withdraw(request);
    await sync();
    assert.equal(await tab.savePhoto(row!, picture(), TAKEN_AT), false);
    assert.deepEqual(await photos(), []);
  });
});

describe("a photo", () => {
  test("rests sealed, arrives as it was taken with the worker's word, and leaves the phone when the office has it", async () => {
    const { registration, request } = await doubted();
    const bytes = await take(request);
    const [row] = await photos();
    assert.ok(!Buffer.from(row!.sealed.box).includes(bytes.subarray(1000, 1032)));
    assert.ok(row!.sealed.box.length < 100_000);

    const { bytes_sent } = await sync();
    const [name] = [...server.photos.taken.keys()];
    const { author, content, picture: arrived } = server.photos.taken.get(name!)!;
    assert.equal(name, row!.sha256);
    assert.deepEqual([author, content], [USER, { id: request, registration_id: registration, taken_at: TAKEN_AT, consent: CONSENT }]);
    assert.ok(arrived.equals(bytes));
    assert.deepEqual(await photos(), []);
    assert.deepEqual((await requests()).map(({ state, said, consent }) => [state, said, consent]), [["received", undefined, undefined]]);
    // What was paid for is in the meter.
    assert.ok(bytes_sent > row!.sealed.box.length);
    assert.equal((await tab.readTimes())?.bytes_sent[new Date().toISOString().slice(0, 7)]! >= bytes_sent, true);
  });

  test("does not keep a text from being opened by its writer", async () => {
    const { request } = await doubted();
    await take(request);
    const [row] = await photos();
    assert.equal(await tab.openFor(USER, request, row!.sealed), undefined);
    const { id } = await tab.saveRegistration(someone(tab.newId()), USER);
    assert.equal((await tab.readEntry(id))?.registration.full_name, "Siti Contoh");
  });

  test("goes after all texts, and a text saved meanwhile goes before its next piece", async () => {
    const { request } = await doubted();
    await take(request);
    await savePeople(tab, 2);
    let late: Promise<string[]> | undefined;
    const first = server.asked.length;
    const fetching = server.fetch;
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      const answer = await fetching(url, init);
      if (init.method === "PATCH") await (late ??= savePeople(tab, 1));
      return answer;
    }) as typeof fetch;
    await sync();
    const order = server.asked.slice(first).map(({ method }) => method).filter((method) => method === "PUT" || method === "PATCH");
    assert.deepEqual(order, ["PUT", "PATCH", "PUT", "PATCH", "PATCH"]);
    assert.deepEqual(await photos(), []);
  });

  test("cut off at twenty places, by a phone that is restarted now and then, arrives byte for byte the same", async () => {
    const { request } = await doubted();
    const bytes = await take(request);
    const [{ sha256, sealed }] = (await photos()) as [Awaited<ReturnType<typeof photos>>[number]];
    const places = [...new Set(Array.from({ length: 20 }, () => 1 + Math.floor(Math.random() * (sealed.box.length - 2))))].sort((one, other) => one - other);
    let phone = tab;
    for (const [i, place] of places.entries()) {
      server.fault = (asked) => {
        const from = Number(asked.headers.get("Upload-Offset"));
        return isPiece(asked) && place <= from + asked.body.length ? { cut: place - from } : undefined;
      };
      assert.equal((await sync(phone)).problem?.code, "offline", String(places));
      assert.equal(server.photos.uploads.get(sha256)?.bytes.length, place);
      if (i % 4 === 0) phone = await world.crash();
    }
    server.fault = () => undefined;
    assert.equal((await sync(phone)).outcome, "done");
    assert.deepEqual([...server.photos.taken.keys()], [sha256]);
    assert.ok(server.photos.taken.get(sha256)?.picture.equals(bytes));
    assert.deepEqual(await photos(phone), []);
    // Nothing was paid for twice but what the cuts cost.
    const begun = pieces().map(({ headers }) => Number(headers.get("Upload-Offset")));
    assert.deepEqual(begun, [...begun].sort((one, other) => one - other));
  });

  test("whose last answer was lost is not sent again", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = (asked) => (isPiece(asked) && server.photos.uploads.size && pieces().length === 3 ? "lose the answer" : undefined);
    assert.equal((await sync()).problem?.code, "offline");
    assert.equal(server.photos.taken.size, 1);
    server.fault = () => undefined;
    await sync();
    assert.equal(pieces().length, 3);
    assert.deepEqual(await photos(), []);
  });

  test("of one KTP that two registrations are asked about is two boxes, and both arrive", async () => {
    const [one, other] = [await doubted(), await doubted()];
    const bytes = picture(40_000);
    await take(one.request, bytes);
    await take(other.request, bytes);
    await sync();
    const arrived = [...server.photos.taken.values()];
    assert.deepEqual(arrived.map(({ content }) => content.registration_id), [one.registration, other.registration]);
    assert.ok(arrived.every(({ picture: found }) => found.equals(Buffer.from(bytes))));
    assert.equal(new Set(server.photos.taken.keys()).size, 2);
  });

  test("taken again while the first is under way keeps the second, whatever is said about the first", async () => {
    const { request } = await doubted();
    await take(request);
    const [first] = await photos();
    await take(request);
    await tab.dropPhoto(first!, "unusable");
    const [second] = await photos();
    assert.notEqual(second?.sha256, first?.sha256);
    assert.equal((await requests())[0]?.trouble, undefined);
  });

  test("says how far it is", async () => {
    const { request } = await doubted();
    await take(request);
    const said: string[] = [];
    tab.onStoreChange((change) => {
      if (change.about === "sync" && change.status.photo) said.push(`${change.status.sent} dari ${change.status.total}`);
    });
    await sync();
    assert.deepEqual(said, ["0 dari 84", "32 dari 84", "64 dari 84"]);
    assert.equal(tab.syncStatus().photo, undefined);
  });

  test("asked about again after the office lost it is asked of the volunteer again", async () => {
    const { registration, request } = await doubted();
    await take(request);
    await sync();
    server.restore(() => true);
    server.photos.taken.clear();
    server.photos.ask(registration, request);
    await sync();
    assert.deepEqual((await requests()).map(({ state, reason }) => [state, reason]), [["asked", "NIK kurang jelas."]]);
  });
});

describe("a sparing phone", () => {
  const phones = {
    "saves data": { connection: { saveData: true } },
    "has an empty battery": { getBattery: async () => ({ level: 0.1, charging: false }) },
  };
  for (const [why, phone] of Object.entries(phones)) {
    test(`that ${why} sends texts and keeps photos for their button`, async () => {
      const { request } = await doubted();
      Object.assign(world.network, phone);
      await take(request);
      await savePeople(tab, 1);
      assert.equal((await sync()).sent, 1);
      assert.deepEqual([pieces().length, (await photos()).length], [0, 1]);
      assert.equal((await tab.sendPhotosNow()).outcome, "done");
      assert.deepEqual([server.photos.taken.size, await photos()], [1, []]);
    });
  }
});

describe("the office's no", () => {
  test("to a photo it does not want any more lets it go, and that is said", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = ({ path }) => (path === "/photos" ? problem(409, "photo_not_wanted") : undefined);
    assert.equal((await sync()).outcome, "done");
    const [row] = await requests();
    assert.deepEqual([row?.state, row?.said, row?.consent, await photos()], ["unwanted", undefined, undefined, []]);
  });

  test("to a picture asks for another photo and the worker's word on it", async () => {
    const { request } = await doubted();
    await take(request);
    server.photos.judge = () => "photo_invalid";
    assert.equal((await sync()).outcome, "done");
    const [row] = await requests();
    assert.deepEqual([row?.state, row?.trouble, row?.consent, await photos()], ["asked", "unusable", undefined, []]);
    server.photos.judge = () => undefined;
    await take(request);
    assert.equal((await requests())[0]?.trouble, undefined);
    await sync();
    assert.equal(server.photos.taken.size, 1);
  });

  test("to a photo torn on the way has it sent from its beginning", async () => {
    const { request } = await doubted();
    const bytes = await take(request);
    server.photos.judge = () => "photo_torn";
    assert.equal((await sync()).outcome, "stopped");
    server.photos.judge = () => undefined;
    await sync();
    assert.deepEqual(pieces().map(({ headers }) => headers.get("Upload-Offset")), ["0", "32000", "64000", "0", "32000", "64000"]);
    assert.ok([...server.photos.taken.values()][0]?.picture.equals(bytes));
  });

  test("to a photo this phone's own disk has spoilt asks for another", async () => {
    const { request } = await doubted();
    await take(request);
    const [row] = await photos();
    row!.sealed.box[50_000]! ^= 1;
    await tab.write(["photos"], (rooms) => rooms.photos.put(row!));
    assert.equal((await sync()).outcome, "done");
    assert.deepEqual([(await requests())[0]?.trouble, await photos()], ["unusable", []]);
  });

  test("in a word that means nothing here keeps it, and it is offered again", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = ({ path }) => (path === "/photos" ? problem(404, "not_found") : undefined);
    assert.equal((await sync()).outcome, "done");
    assert.deepEqual([(await photos()).length, (await requests())[0]?.trouble], [1, "kept"]);
    server.fault = () => undefined;
    await sync();
    assert.deepEqual([await photos(), (await requests())[0]?.state], [[], "received"]);
  });

  test("to one it stumbles over does not hold up the next", async () => {
    const [one, other] = [await doubted(), await doubted()];
    await take(one.request);
    await take(other.request, picture(), tab);
    server.fault = ({ path, text }) => (path === "/photos" && text.includes(one.request) ? problem(500, "unexpected") : undefined);
    assert.equal((await sync()).problem?.code, "server_error");
    assert.deepEqual((await photos()).map(({ id }) => id), [one.request]);
    assert.equal(server.photos.taken.size, 1);
  });

  test("to where it goes on asks anew where it is", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = (asked) => (isPiece(asked) && asked.headers.get("Upload-Offset") === "64000" ? problem(409, "offset_differs", { offset: 32_000 }) : undefined);
    assert.equal((await sync()).outcome, "stopped");
    // It had forgotten a piece.
    const [upload] = [...server.photos.uploads.values()];
    upload!.bytes = upload!.bytes.subarray(0, 32_000);
    server.fault = () => undefined;
    await sync();
    assert.deepEqual([server.photos.taken.size, await photos()], [1, []]);
  });

  test("to a text, meanwhile, is not taken for one to the photo", async () => {
    const { request } = await doubted();
    await take(request);
    const fetching = server.fetch;
    let late: Promise<string[]> | undefined;
    globalThis.fetch = (async (url: string, init: RequestInit) => {
      const answer = await fetching(url, init);
      if (init.method === "PATCH") await (late ??= savePeople(tab, 1));
      return answer;
    }) as typeof fetch;
    server.fault = ({ method }) => (method === "PUT" ? problem(403, "forbidden") : undefined);
    assert.equal((await sync()).outcome, "stopped");
    assert.deepEqual([(await photos()).length, (await requests())[0]?.trouble], [1, undefined]);
  });

  test("to go on with what it forgot begins anew", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = (asked) => (isPiece(asked) && pieces().length === 2 ? "lose the request" : undefined);
    await sync();
    server.fault = (asked) => (isPiece(asked) ? (server.photos.uploads.clear(), undefined) : undefined);
    assert.equal((await sync()).outcome, "stopped");
    assert.deepEqual([(await photos()).length, (await requests())[0]?.trouble], [1, undefined]);
    server.fault = () => undefined;
    await sync();
    assert.equal(server.photos.taken.size, 1);
  });

  test("that moves nowhere is not asked for ever", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = (asked) => (isPiece(asked) ? Response.json({ offset: 0, complete: false }) : undefined);
    assert.equal((await sync()).outcome, "stopped");
    assert.equal(pieces().length, 1);
    assert.equal((await photos()).length, 1);
  });

  test("from a hotel's sign-in page is nobody's", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = ({ path }) => (path.startsWith("/photos") ? new Response("<html>", { status: 422 }) : undefined);
    assert.equal((await sync()).problem?.code, "not_the_server");
    assert.deepEqual([(await photos()).length, (await requests())[0]?.trouble], [1, undefined]);
  });
});

describe("whoever cannot send it", () => {
  test("keeps it sealed: a worker, a locked phone, another volunteer", async () => {
    const { request } = await doubted();
    await take(request);
    await (await world.tab()).meet("background");
    tab.lockUp();
    await sync();
    // The feed of one volunteer is not the feed of another.
    const told = server.changes.splice(0);
    await world.signIn(tab, "another");
    await tab.choosePin("another", "135791", ROUNDS);
    await sync();
    server.changes = told;
    assert.deepEqual(server.asked.filter(({ path }) => path.startsWith("/photos")), []);
    assert.deepEqual([await tab.listPhotoRequests("another"), await tab.waitingPhotos("another")], [[], []]);

    await world.signIn(tab);
    await tab.tryPin(USER, PIN);
    await sync();
    assert.equal(server.photos.taken.size, 1);
  });

  test("locked in the middle stops, and goes on after the PIN", async () => {
    const { request } = await doubted();
    await take(request);
    server.fault = (asked) => {
      if (isPiece(asked)) tab.lockUp();
      return undefined;
    };
    await sync();
    assert.equal(pieces().length, 1);
    server.fault = () => undefined;
    await tab.tryPin(USER, PIN);
    await sync();
    assert.deepEqual(pieces().map(({ headers }) => headers.get("Upload-Offset")), ["0", "32000", "64000"]);
  });

  test("who forgot the PIN sends it all the same after signing in again", async () => {
    const { request } = await doubted();
    const bytes = await take(request);
    await tab.destroyReading(USER);
    server.token = "token-2";
    await world.signIn(tab);
    await tab.choosePin(USER, "975310", ROUNDS);
    await tab.sealToken();
    await sync();
    assert.ok([...server.photos.taken.values()][0]?.picture.equals(bytes));
  });
});

describe("a full disk", () => {
  const fill = () => {
    const put = IDBObjectStore.prototype.put;
    const remove = IDBObjectStore.prototype.delete;
    let full = true;
    mock.method(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: [unknown, IDBValidKey?]) {
      if (full) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, args);
    });
    mock.method(IDBObjectStore.prototype, "delete", function (this: IDBObjectStore, key: IDBValidKey) {
      if (this.name === "ballast") full = false;
      return remove.call(this, key);
    });
  };

  test("refuses the photo aloud and keeps the ballast, with which a text is still saved", async () => {
    const { request } = await doubted();
    await tab.keepConsent(USER, request, CONSENT);
    const [row] = await requests();
    Object.assign(world.network, { storage: { estimate: async () => ({ quota: 2 ** 30, usage: 0 }) } });
    await tab.takeBallast();
    fill();
    await assert.rejects(tab.savePhoto(row!, picture(), TAKEN_AT), { name: "QuotaExceededError" });
    assert.equal((await tab.read(["ballast"], ({ ballast }) => ballast.get("current")))?.length, 4 * 2 ** 20);
    const { id } = await tab.saveRegistration(someone(tab.newId()), USER);
    mock.restoreAll();
    assert.ok(await tab.readEntry(id));
    assert.deepEqual(await photos(), []);
  });

  test("is looked for before the camera opens", async () => {
    const space = (quota: number) => Object.assign(world.network, { storage: { estimate: async () => ({ quota, usage: 0 }) } });
    assert.equal(await tab.hasRoomForPhoto(), true);
    space(2 ** 30);
    assert.equal(await tab.hasRoomForPhoto(), true);
    space(5_000_000);
    assert.equal(await tab.hasRoomForPhoto(), false);
  });
});
