import { twinproxyDoor } from "@/lib/http/twinproxy-door";

// The App Router drops the body of a GET, the Pages Router does not. The door reads it itself.
export const config = { api: { bodyParser: false } };

export default twinproxyDoor;
