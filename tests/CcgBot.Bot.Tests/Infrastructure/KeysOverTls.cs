using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>
/// Bot Builder reads signing keys over TLS only, from a server that the system trusts. So the tests' key server gets a certificate of
/// this run, and tests.runsettings has this process, and no other, trust it.
/// </summary>
internal static class KeysOverTls
{
    [ModuleInitializer]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("SSL_CERT_FILE") is not { Length: > 0 } trusted)
        {
            return;
        }

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=CcgBot tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(trusted, certificate.ExportCertificatePem());
        TokenServer.Certificate = certificate;
    }
}
