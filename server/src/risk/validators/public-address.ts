/** Private, local, shared, multicast and documentation ranges (RFC 6890, RFC 5737), and the resolvers that everybody knows. */
const ofNobody =
  /^(?:0|10|127)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.(?:168|0\.[02])\.|^198\.(?:1[89]|51\.100)\.|^203\.0\.113\.|^(?:22[4-9]|2[3-5]\d)\.|^(?:8\.8\.(?:8\.8|4\.4)|1\.1\.1\.1|1\.2\.3\.4|9\.9\.9\.9|114\.114\.114\.114|5\.6\.7\.8)$/;

/** An IPv4 address on the Internet, or the MAC address of a device (neither a broadcast, nor one digit over and over or counted up). */
export function isPublicAddress(value: string): boolean {
  if (value.includes('.')) return !ofNobody.test(value) && value.split('.').every((part) => Number(part) <= 255);
  const bytes = value.toLowerCase().split(/[:-]/);
  return new Set(bytes).size > 2 && !/^(?:aa.bb.cc|00.11.22|01.23.45|de.ad.be|12.34.56)/.test(value.toLowerCase());
}
