import "server-only";
import { hmacSha256, randomToken, secretsMatch } from "@/lib/crypto/token";
import { readDeviceMark, writeDeviceMark } from "@/lib/domain/known-devices";
import { env } from "@/lib/env";

/** The mark of a device in which this account has been opened too. `mark` is what it brought, if anything. */
export function markDevice(mark: string | null, userId: string): string {
  const { deviceId, proofs } = readDeviceMark(mark ?? "") ?? { deviceId: randomToken(16), proofs: [] };
  return writeDeviceMark({ deviceId, proofs: [proofOf(userId, deviceId), ...proofs] });
}

/** The id of a device in which this account has been opened before; null for any other. */
export function knownDevice(mark: string | null, userId: string): string | null {
  const read = readDeviceMark(mark ?? "");
  if (read === null) return null;
  const expected = proofOf(userId, read.deviceId);
  return read.proofs.some((proof) => secretsMatch(proof, expected)) ? read.deviceId : null;
}

function proofOf(userId: string, deviceId: string): string {
  return hmacSha256(env().AUTH_SECRET, `known-device:${userId}:${deviceId}`);
}
