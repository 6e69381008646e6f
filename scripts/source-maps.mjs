// In place of Node's flag `--enable-source-maps`, which keeps the maps of every package that is loaded as well: of Next
// alone 30 MB. Node 22.13 knows no other way yet.
import * as module from "node:module";

if (module.setSourceMapsSupport === undefined) process.setSourceMapsEnabled(true);
else module.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
