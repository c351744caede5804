using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot;

/// <summary>A request's body read whole, up to a limit.</summary>
public static class RequestBody
{
    private const int BufferBytes = 16 * 1024;

    /// <returns>Null when the body is larger than <paramref name="limit"/> bytes; what was sent beyond it is not read.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > limit)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (body.Length + read > limit)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
