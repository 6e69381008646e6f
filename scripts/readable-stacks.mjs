/** Arguments with which Node, started in the project's folder, tells where in the sources an error was thrown. */
export const readableStacks = ["--import", "./scripts/source-maps.mjs"];
