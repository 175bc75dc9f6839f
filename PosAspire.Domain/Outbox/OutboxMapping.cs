using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Outbox;

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Payload).HasColumnType("jsonb");
        builder.Property(message => message.TransactionId).HasColumnType("xid8").ValueGeneratedOnAdd();
    }
}

internal sealed class OutboxDeadLetterMapping : IEntityTypeConfiguration<OutboxDeadLetter>
{
    public void Configure(EntityTypeBuilder<OutboxDeadLetter> builder)
    {
        builder.ToTable("outbox_dead_letters");
        builder.HasKey(letter => letter.Id);
        builder.Property(letter => letter.Payload).HasColumnType("jsonb");
    }
}
