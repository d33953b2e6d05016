/** The code behind the # of a receipt's QR, which never reaches the server, is written into the form. */

export function startReceipt(): void {
  const code = document.querySelector<HTMLInputElement>("[data-receipt] input[name=code]");
  const given = location.hash.slice(1);
  if (!code || code.value || !/^[0-9a-f]{4}-?[0-9a-f]{4}$/i.test(given)) return;
  code.value = given.toUpperCase();
  document.querySelector<HTMLElement>("[data-receipt] input[name=day]")?.focus();
}
