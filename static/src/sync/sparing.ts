/** Whether the phone asks to be spared: what can wait then waits. */

/** data: the volunteer switched its data saver on. battery: it is nearly empty. */
export async function sparing(): Promise<"data" | "battery" | undefined> {
  const phone = navigator as typeof navigator & {
    connection?: { saveData?: boolean };
    getBattery?: () => Promise<{ level: number; charging: boolean }>;
  };
  if (phone.connection?.saveData) return "data";
  const battery = await phone.getBattery?.().catch(() => undefined);
  return battery && !battery.charging && battery.level < 0.15 ? "battery" : undefined;
}
