/** What esbuild's metafile says about the files it read. */
export function checkLayers(inputs: Record<string, { imports: { path: string }[] }>): void;
