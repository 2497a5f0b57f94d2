import { mounted } from "../../mount.ts";

export const dynamic = "force-dynamic";

export { mounted as GET };
