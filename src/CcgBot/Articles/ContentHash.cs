using System.Security.Cryptography;
using System.Text;

namespace CcgBot.Articles;

/// <summary>The first 16 hex digits (64 bits) of SHA-256 over UTF-8 text: short enough to show, long enough to tell versions apart.</summary>
public static class ContentHash
{
    public static string Of(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return Convert.ToHexStringLower(digest[..8]);
    }
}
