using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CcgBot.Evidence;

/// <summary>
/// The sums of the chain, apart from any storage. A link's mac is HMAC-SHA-256 over (previous mac, sequence number, id, time, kind,
/// digest); its digest is SHA-256 over (salt, payload). Without the key no link can be made to fit; without the salt no deleted
/// payload can be guessed from its digest.
/// </summary>
internal sealed class EvidenceChain(byte[] key, string storeId)
{
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>What the first link hangs on: two stores with one key have different chains.</summary>
    public byte[] Genesis { get; } = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("ccgbot evidence " + storeId));

    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    public byte[] Mac(ReadOnlySpan<byte> previous, in EvidenceLink link)
    {
        Span<byte> numbers = stackalloc byte[17];
        BinaryPrimitives.WriteInt64BigEndian(numbers, link.Seq);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], link.At);
        // A length before the only part that varies: no two links have the same bytes.
        numbers[16] = checked((byte)link.Kind.Length);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(previous);
        mac.AppendData(numbers);
        mac.AppendData(link.Id);
        mac.AppendData(Encoding.ASCII.GetBytes(link.Kind));
        mac.AppendData(link.Digest);
        return mac.GetHashAndReset();
    }

    /// <summary>Says with the key that the log ends here.</summary>
    public byte[] Seal(long seq, ReadOnlySpan<byte> mac)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, seq);
        using var seal = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        seal.AppendData("head"u8);
        seal.AppendData(number);
        seal.AppendData(mac);
        return seal.GetHashAndReset();
    }

    /// <summary>A user id as it is stored: 32 hex digits that only the holder of the key can make.</summary>
    public string Pseudonym(string user)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("user " + user));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => CryptographicOperations.FixedTimeEquals(a, b);
}

/// <summary>What a link's mac is made over, next to the mac before it.</summary>
/// <param name="At">Unix milliseconds.</param>
internal readonly record struct EvidenceLink(long Seq, byte[] Id, long At, string Kind, byte[] Digest);
