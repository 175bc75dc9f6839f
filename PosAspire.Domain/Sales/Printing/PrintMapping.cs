using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Sales.Printing;

internal sealed class PrintJobMapping : IEntityTypeConfiguration<PrintJob>
{
    public void Configure(EntityTypeBuilder<PrintJob> builder)
    {
        builder.ToTable("print_jobs");
        builder.HasKey(job => job.Id);
        builder.HasIndex(job => new { job.RegisterId, job.Number });
        builder.HasIndex(job => job.OrderId);
        builder.HasIndex(job => new { job.Printer, job.Number }).HasFilter("(status = 'queued'::text)");
        builder.Property(job => job.Number).ValueGeneratedOnAdd();
        builder.Property(job => job.Status).AsText();
    }
}
