/** The English words, made by static/catalogue.mjs: an Indonesian sentence and its English, or two where English counts. */
declare module "catalogue:en" {
  const words: Record<string, string | [one: string, many: string]>;
  export default words;
}
