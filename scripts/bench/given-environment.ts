/** The environment as this process was given it, before it was pointed at the measurement's own servers. */
export const givenEnvironment: NodeJS.ProcessEnv = { ...process.env };
