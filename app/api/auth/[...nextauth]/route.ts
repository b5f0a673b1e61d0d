import { handleAuth } from "@/lib/server/session";

export { handleAuth as GET, handleAuth as POST };
